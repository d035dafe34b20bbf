package pgcharm.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import pgcharm.access.Password;

/// Logs in as clients would, through the primary's endpoint.
final class LoginProof {
    private static final String LET_IN = "let the server accept members of relation_access (pg_hba.conf)";
    private static final String RAISE = "end sessions or raise the CONNECTION LIMIT of the role or the database";

    private final Connector connector;
    private final Primary primary;

    LoginProof(Connector connector, Primary primary) {
        this.connector = connector;
        this.primary = primary;
    }

    /// @return what is wrong; empty when the login works and acts as it should
    /// @throws ServerException when the server can be asked nothing now
    Optional<Unproved> prove(String login, Password password, String database, String actsAs) {
        try (Connection client = connector.connect(primary.endpoint(), database, login, password, false);
                Statement statement = client.createStatement();
                ResultSet row = statement.executeQuery("SELECT session_user, current_user, current_database()")) {
            row.next();
            boolean proved = row.getString(1).equals(login)
                    && row.getString(2).equals(actsAs)
                    && row.getString(3).equals(database);
            return proved
                    ? Optional.empty()
                    : Optional.of(new Unproved(
                            "the login acts as " + row.getString(2) + " instead of " + actsAs + ": server "
                                    + primary.facts().version()
                                    + " ignores the role setting (14.14, 15.9, 16.5 and 17.1 do)",
                            "update the server"));
        } catch (ServerException e) {
            return Optional.of(unproved(e, login, database));
        } catch (SQLException e) {
            return Optional.of(unproved(ServerException.executing(primary.endpoint(), e), login, database));
        }
    }

    /// Logs in where a client has no database yet. That it may not connect to the administrator's database is proof
    /// enough: the server says so only to those whose password is right.
    ///
    /// @return what is wrong; empty when the password is right
    /// @throws ServerException when the server can be asked nothing now
    Optional<Unproved> provePassword(String login, Password password, String database) {
        try (Connection _ = connector.connect(primary.endpoint(), database, login, password, false)) {
            return Optional.empty();
        } catch (ServerException e) {
            return e.kind() == ServerException.Kind.LACKS_PRIVILEGE
                    ? Optional.empty()
                    : Optional.of(unproved(e, login, database));
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    /// Whether a database, or a login, has all the sessions that it may have. The server says only "too many
    /// connections", and the same where it has no room for anybody.
    ///
    /// @throws ServerException when it cannot be read
    boolean isFull(String login, String database) {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = ? AND r.rolconnlimit BETWEEN 0 AND
                                 (SELECT count(*) FROM pg_stat_activity WHERE usesysid = r.oid))
                    OR EXISTS (SELECT FROM pg_database d WHERE d.datname = ? AND d.datconnlimit BETWEEN 0 AND
                                 (SELECT count(*) FROM pg_stat_activity WHERE datid = d.oid))
                """;
        try (PreparedStatement statement = primary.connection().prepareStatement(sql)) {
            statement.setString(1, login);
            statement.setString(2, database);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw ServerException.executing(primary.endpoint(), e);
        }
    }

    private Unproved unproved(ServerException e, String login, String database) {
        String words = String.valueOf(e.getMessage());
        if (e.hasNoConnectionLeft() && isFull(login, database)) {
            return new Unproved(words, RAISE);
        }
        return switch (e.kind()) {
            case UNAVAILABLE -> throw e;
            case MISCONFIGURED, UNTRUSTED, LACKS_PRIVILEGE, REFUSED -> new Unproved(words, LET_IN, e.isOfPassword());
        };
    }
}
