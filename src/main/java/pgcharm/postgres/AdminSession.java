package pgcharm.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.DatabaseObject;
import pgcharm.access.DatabaseRoles;
import pgcharm.access.Grants;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Realm;
import pgcharm.access.SystemPasswords;

/// The administrator's connection to the primary. While it is open no other charm works on the same server: an advisory
/// lock of the session keeps two leaders, or two applications, from planning against each other's half-done work.
public final class AdminSession implements AutoCloseable {
    private final Connector connector;
    private final ServerAccess access;
    private final Primary primary;
    private final LoginProof proof;

    private AdminSession(Connector connector, ServerAccess access, Primary primary) {
        this.connector = connector;
        this.access = access;
        this.primary = primary;
        this.proof = new LoginProof(connector, primary);
    }

    /// Tries the endpoints in their order until one is the primary.
    ///
    /// @throws ServerException naming the endpoint, when none is
    public static AdminSession open(ServerAccess access) {
        Connector connector = new Connector(access);
        try {
            return new AdminSession(connector, access, Primary.find(connector, access));
        } catch (ServerException e) {
            connector.close();
            throw e;
        }
    }

    /// All endpoints, the primary first.
    public List<String> endpoints() {
        return Stream.concat(
                        Stream.of(primary.endpoint()),
                        access.endpoints().stream().filter(endpoint -> !endpoint.equals(primary.endpoint())))
                .map(Endpoint::toString)
                .toList();
    }

    public List<String> readOnlyEndpoints() {
        return access.readOnlyEndpoints().stream().map(Endpoint::toString).toList();
    }

    /// Whether [#endpoints] are good for clients outside of the network that this charm runs in.
    public boolean isReachableOutside() {
        return access.reachableOutside();
    }

    /// As clients are told it: `16.11`.
    public String version() {
        return primary.facts().version();
    }

    /// Whether this connection is encrypted, which it is whenever the server offers it.
    public boolean tls() {
        return primary.facts().tls();
    }

    /// PEM of the authority that the operator named for the server's certificate.
    public Optional<String> tlsCa() {
        return access.tlsCa();
    }

    /// @throws ServerException when it cannot be read
    public Catalog catalog(Realm realm, Scope scope) {
        try {
            return CatalogQuery.read(primary.connection(), primary.facts().major(), realm, scope);
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    /// What one database says about a role and objects that it is to have privileges on.
    ///
    /// @throws ServerException when it cannot be read
    public Grants grants(String database, String role, Set<DatabaseObject> objects) {
        try (Connection inside = connect(database)) {
            return GrantsQuery.read(inside, new DatabaseRoles(database), role, objects);
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    /// Carries out every step or stops at the first that fails; what was committed before stays.
    ///
    /// @param password of the login that the plan makes
    /// @throws ServerException with the server's words
    public void apply(Plan plan, Password password) {
        apply(plan, Verifier.of(password, plan));
    }

    /// Carries out a plan that gives no login a password.
    ///
    /// @throws ServerException with the server's words
    public void apply(Plan plan) {
        apply(plan, () -> {
            throw new IllegalStateException("a plan that sets a password was applied without one");
        });
    }

    private void apply(Plan plan, Supplier<String> verifier) {
        try {
            new Applier(primary.connection(), this::connect).apply(plan, verifier);
        } catch (SQLException e) {
            ServerException failure = ServerException.executing(primary.endpoint(), e);
            if (failure.isLocked()) {
                hurry();
            }
            throw failure;
        }
    }

    /// Gives the system users of a cluster of one's own their passwords and rights, in one transaction. The session may
    /// have been opened with the old or the new password of `operator`; sessions that are open go on.
    ///
    /// @return whether anything differed
    /// @throws ServerException with the server's words
    public boolean settle(SystemPasswords passwords) {
        try {
            List<String> difference =
                    new SystemUsers(primary.facts().major()).difference(primary.connection(), passwords);
            if (difference.isEmpty()) {
                return false;
            }
            List<String> statements = new ArrayList<>(difference);
            // a strict cluster whose standby is away could not be told a new password otherwise
            statements.addFirst("SET LOCAL synchronous_commit = local");
            Applier.transaction(primary.connection(), statements);
            return true;
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    /// One wait for a lock that somebody does not let go of is enough in one hook.
    private void hurry() {
        try (Statement statement = primary.connection().createStatement()) {
            statement.execute(connector.hurry());
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    /// Logs in as a client would, through the primary's endpoint.
    ///
    /// @return what is wrong; empty when the login works and acts as it should
    /// @throws ServerException when the server can be asked nothing now
    public Optional<Unproved> prove(String login, Password password, String database, String actsAs) {
        return proof.prove(login, password, database, actsAs);
    }

    /// Logs in where a client has no database yet.
    ///
    /// @return what is wrong; empty when the password is right
    /// @throws ServerException when the server can be asked nothing now
    public Optional<Unproved> provePassword(String login, Password password) {
        return proof.provePassword(login, password, access.database());
    }

    /// Number of sessions by login, of the logins that have any.
    ///
    /// @throws ServerException when it cannot be read
    public Map<String, Integer> sessions() {
        Map<String, Integer> sessions = new TreeMap<>();
        try (Statement statement = primary.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT usename, count(*) FROM pg_stat_activity WHERE usename IS NOT NULL GROUP BY usename")) {
            while (row.next()) {
                sessions.put(row.getString(1), row.getInt(2));
            }
            return sessions;
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    private Connection connect(String database) {
        try {
            return connector.connect(primary.endpoint(), database, access.username(), access.password(), true);
        } catch (ServerException e) {
            boolean full = e.hasNoConnectionLeft() && proof.isFull("", database);
            throw full || e.kind() == ServerException.Kind.MISCONFIGURED ? e.ofOneDatabase() : e;
        }
    }

    @Override
    public void close() {
        try (connector) {
            primary.connection().close();
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }
}
