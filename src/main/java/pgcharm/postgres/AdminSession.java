package pgcharm.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;
import pgcharm.access.Catalog;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Realm;

/// The administrator's connection to the primary. While it is open no other charm works on the same server: an advisory
/// lock of the session keeps two leaders, or two applications, from planning against each other's half-done work.
public final class AdminSession implements AutoCloseable {
    /// "pgcharm" in ASCII.
    private static final long ADVISORY_LOCK = 0x7067636861726dL;

    private final Connector connector;
    private final ServerAccess access;
    private final Endpoint primary;
    private final Connection connection;
    private final Facts facts;

    private record Facts(boolean inRecovery, boolean readOnly, int versionNumber, String version, boolean tls) {}

    private AdminSession(
            Connector connector, ServerAccess access, Endpoint primary, Connection connection, Facts facts) {
        this.connector = connector;
        this.access = access;
        this.primary = primary;
        this.connection = connection;
        this.facts = facts;
    }

    /// Tries the endpoints in their order until one is the primary.
    ///
    /// @throws ServerException naming the endpoint, when none is
    public static AdminSession open(ServerAccess access) {
        Connector connector = new Connector(access);
        List<ServerException> failures = new ArrayList<>();
        for (Endpoint endpoint : access.endpoints()) {
            try {
                return open(connector, access, endpoint);
            } catch (ServerException e) {
                failures.add(e);
            }
        }
        connector.close();
        throw failures.stream()
                .filter(failure -> failure.kind() == ServerException.Kind.MISCONFIGURED)
                .findFirst()
                .orElseGet(failures::getFirst);
    }

    private static AdminSession open(Connector connector, ServerAccess access, Endpoint endpoint) {
        Connection connection =
                connector.connect(endpoint, access.database(), access.username(), access.password(), true);
        try {
            Facts facts = facts(connection);
            if (facts.inRecovery() || facts.readOnly()) {
                connection.close();
                throw ServerException.readOnly(
                        endpoint, facts.inRecovery() ? "it is a replica" : "default_transaction_read_only is on");
            }
            return new AdminSession(connector, access, endpoint, connection, facts);
        } catch (SQLException e) {
            throw ServerException.executing(endpoint, e);
        }
    }

    private static Facts facts(Connection connection) throws SQLException {
        String sql = """
                SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::bool,
                       current_setting('server_version_num')::int, current_setting('server_version'),
                       EXISTS (SELECT FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),
                       pg_advisory_lock(%d)
                """.formatted(ADVISORY_LOCK);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Facts(
                    row.getBoolean(1),
                    row.getBoolean(2),
                    row.getInt(3),
                    row.getString(4).split(" ", 2)[0],
                    row.getBoolean(5));
        }
    }

    /// All endpoints, the primary first.
    public List<String> endpoints() {
        return Stream.concat(
                        Stream.of(primary), access.endpoints().stream().filter(endpoint -> !endpoint.equals(primary)))
                .map(Endpoint::toString)
                .toList();
    }

    public List<String> readOnlyEndpoints() {
        return access.readOnlyEndpoints().stream().map(Endpoint::toString).toList();
    }

    /// As clients are told it: `16.11`.
    public String version() {
        return facts.version();
    }

    /// Whether this connection is encrypted, which it is whenever the server offers it.
    public boolean tls() {
        return facts.tls();
    }

    /// PEM of the authority that the operator named for the server's certificate.
    public Optional<String> tlsCa() {
        return access.tlsCa();
    }

    /// @throws ServerException when it cannot be read
    public Catalog catalog(Realm realm, Scope scope) {
        try {
            return CatalogQuery.read(connection, facts.versionNumber() / 10_000, realm, scope);
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }

    /// Carries out every step or stops at the first that fails; what was committed before stays.
    ///
    /// @param password of the login that the plan makes
    /// @throws ServerException with the server's words
    public void apply(Plan plan, Password password) {
        try {
            new Applier(connection, this::connect).apply(plan, () -> verifier(password));
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }

    /// Carries out a plan that gives no login a password.
    ///
    /// @throws ServerException with the server's words
    public void apply(Plan plan) {
        try {
            new Applier(connection, this::connect).apply(plan, () -> {
                throw new IllegalStateException("a plan that sets a password was applied without one");
            });
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }

    /// Logs in as a client would, through the primary's endpoint.
    ///
    /// @return what is wrong; empty when the login works and acts as it should
    /// @throws ServerException when the server can be asked nothing now
    public Optional<String> prove(String login, Password password, String database, String actsAs) {
        try (Connection client = connector.connect(primary, database, login, password, false);
                Statement statement = client.createStatement();
                ResultSet row = statement.executeQuery("SELECT session_user, current_user, current_database()")) {
            row.next();
            boolean proved = row.getString(1).equals(login)
                    && row.getString(2).equals(actsAs)
                    && row.getString(3).equals(database);
            return proved
                    ? Optional.empty()
                    : Optional.of("the login acts as " + row.getString(2) + " instead of " + actsAs + ": server "
                            + version() + " ignores the role setting (14.14, 15.9, 16.5 and 17.1 do; update it)");
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.UNAVAILABLE) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return Optional.of(
                    String.valueOf(ServerException.executing(primary, e).getMessage()));
        }
    }

    /// Logs in where a client has no database yet. That it may not connect to the administrator's database is proof
    /// enough: the server says so only to those whose password is right.
    ///
    /// @return what is wrong; empty when the password is right
    /// @throws ServerException when the server can be asked nothing now
    public Optional<String> provePassword(String login, Password password) {
        try (Connection _ = connector.connect(primary, access.database(), login, password, false)) {
            return Optional.empty();
        } catch (ServerException e) {
            return switch (e.kind()) {
                case UNAVAILABLE -> throw e;
                case LACKS_PRIVILEGE -> Optional.empty();
                case MISCONFIGURED, REFUSED -> Optional.of(String.valueOf(e.getMessage()));
            };
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }

    /// Number of sessions by login, of the logins that have any.
    ///
    /// @throws ServerException when it cannot be read
    public Map<String, Integer> sessions() {
        Map<String, Integer> sessions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT usename, count(*) FROM pg_stat_activity WHERE usename IS NOT NULL GROUP BY usename")) {
            while (row.next()) {
                sessions.put(row.getString(1), row.getInt(2));
            }
            return sessions;
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }

    private Connection connect(String database) {
        try {
            return connector.connect(primary, database, access.username(), access.password(), true);
        } catch (ServerException e) {
            throw e.ofOneDatabase();
        }
    }

    /// The server stores it as it is: the password in clear never reaches a statement.
    private static String verifier(Password password) {
        return PasswordUtil.encodeScramSha256(password.text().toCharArray());
    }

    @Override
    public void close() {
        try (connector) {
            connection.close();
        } catch (SQLException e) {
            throw ServerException.executing(primary, e);
        }
    }
}
