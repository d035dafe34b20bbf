package pgcharm.postgres;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The server could not be reached, or would not do what it was asked. The message holds the server's own words.
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// Nobody needs to change anything: it may work at the next hook.
        UNAVAILABLE,
        /// The way in is wrong: address, password, certificate.
        MISCONFIGURED,
        LACKS_PRIVILEGE,
        REFUSED
    }

    private final Kind kind;

    private ServerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static ServerException readOnly(Endpoint endpoint, String why) {
        return new ServerException(Kind.UNAVAILABLE, endpoint + " is read-only: " + why);
    }

    /// A failure to connect.
    static ServerException connecting(Endpoint endpoint, SQLException e) {
        Kind kind = switch (sqlClass(e)) {
            case "28", "3D" -> Kind.MISCONFIGURED;
            case "42" -> Kind.LACKS_PRIVILEGE;
            // the database takes no connections
            case "55" -> Kind.REFUSED;
            default -> isTls(e) ? Kind.MISCONFIGURED : Kind.UNAVAILABLE;
        };
        return new ServerException(kind, endpoint + ": " + words(e));
    }

    /// The same failure of an administrator who is connected elsewhere on this server: what keeps it out of one
    /// database is not how it is configured.
    ServerException ofOneDatabase() {
        return kind == Kind.MISCONFIGURED ? new ServerException(Kind.REFUSED, String.valueOf(getMessage())) : this;
    }

    /// A failure of a statement.
    static ServerException executing(Endpoint endpoint, SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.equals("42501")) {
            return new ServerException(Kind.LACKS_PRIVILEGE, words(e));
        }
        // 58P01: an extension without its files, before 16
        if (state.equals("58P01")) {
            return new ServerException(Kind.REFUSED, words(e));
        }
        return switch (sqlClass(e)) {
            // connection, resources, read-only transaction, lock not available, operator intervention, system error
            case "08", "53", "57", "58" -> new ServerException(Kind.UNAVAILABLE, endpoint + ": " + words(e));
            default ->
                state.equals("25006") || state.equals("55P03")
                        ? new ServerException(Kind.UNAVAILABLE, endpoint + ": " + words(e))
                        : new ServerException(Kind.REFUSED, words(e));
        };
    }

    private static String sqlClass(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static boolean isTls(SQLException e) {
        return e.getCause() instanceof SSLException
                || String.valueOf(e.getMessage()).contains("SSL")
                || String.valueOf(e.getMessage()).contains("could not be verified");
    }

    private static String words(SQLException e) {
        if (e instanceof PSQLException psql) {
            ServerErrorMessage server = psql.getServerErrorMessage();
            if (server != null && server.getMessage() != null) {
                return oneLine(server.getMessage());
            }
        }
        if (e.getCause() instanceof UnknownHostException unknown) {
            return "unknown host " + unknown.getMessage();
        }
        Optional<String> cause = Optional.ofNullable(e.getCause()).map(Throwable::getMessage);
        String message = String.valueOf(e.getMessage());
        return oneLine(cause.filter(text -> !message.contains(text))
                .map(text -> message + " " + text)
                .orElse(message));
    }

    /// Without the names of Java's exceptions, which tell an operator nothing.
    private static String oneLine(String text) {
        return text.replaceAll("\\b[\\w.$]+Exception: ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
