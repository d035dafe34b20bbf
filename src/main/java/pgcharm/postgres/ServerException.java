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
        /// The way in is wrong: address, password, database.
        MISCONFIGURED,
        /// The server's certificate does not verify, or there is none.
        UNTRUSTED,
        LACKS_PRIVILEGE,
        /// This one thing is not done; the session can do others.
        REFUSED
    }

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String INVALID_PASSWORD = "28P01";

    private final Kind kind;
    private final String state;

    private ServerException(Kind kind, String state, String message) {
        super(message);
        this.kind = kind;
        this.state = state;
    }

    public Kind kind() {
        return kind;
    }

    /// Whether it is somebody's lock that was waited for too long.
    boolean isLocked() {
        return state.equals(LOCK_NOT_AVAILABLE);
    }

    /// Whether a role, a database or the server has all the sessions that it may have.
    boolean hasNoConnectionLeft() {
        return state.equals(TOO_MANY_CONNECTIONS);
    }

    boolean isOfPassword() {
        return state.equals(INVALID_PASSWORD);
    }

    static ServerException readOnly(Endpoint endpoint, String why) {
        return new ServerException(Kind.UNAVAILABLE, "", endpoint + " is read-only: " + why);
    }

    /// A failure to connect.
    static ServerException connecting(Endpoint endpoint, SQLException e) {
        String state = state(e);
        Kind kind = switch (sqlClass(state)) {
            case "28", "3D" -> Kind.MISCONFIGURED;
            case "42" -> Kind.LACKS_PRIVILEGE;
            // connection, resources, operator intervention, system error; without a state it is the driver who says so
            case "08", "53", "57", "58", "" -> isTls(e) ? Kind.UNTRUSTED : Kind.UNAVAILABLE;
            // the database takes no connections, or an event trigger at login raises
            default -> isTls(e) ? Kind.UNTRUSTED : Kind.REFUSED;
        };
        return new ServerException(kind, state, endpoint + ": " + words(e));
    }

    /// The lock that charms take turns with was not to be had.
    static ServerException locking(Endpoint endpoint, SQLException e) {
        return state(e).equals(LOCK_NOT_AVAILABLE)
                ? new ServerException(
                        Kind.UNAVAILABLE,
                        LOCK_NOT_AVAILABLE,
                        endpoint + ": another unit or application of this charm is at work there")
                : executing(endpoint, e);
    }

    /// The same failure where it concerns one database only: an administrator who is connected elsewhere on this server
    /// can do other things.
    ServerException ofOneDatabase() {
        return new ServerException(Kind.REFUSED, state, String.valueOf(getMessage()));
    }

    /// A failure of a statement. It concerns all the work on this server only when the session is over or may not
    /// write.
    static ServerException executing(Endpoint endpoint, SQLException e) {
        String state = state(e);
        if (state.equals("42501")) {
            return new ServerException(Kind.LACKS_PRIVILEGE, state, words(e));
        }
        boolean over = switch (state) {
            // read-only transaction; a time limit that ends the session
            case "25006", "25P03", "25P04" -> true;
            default -> sqlClass(state).equals("08") || state.startsWith("57P");
        };
        return over
                ? new ServerException(Kind.UNAVAILABLE, state, endpoint + ": " + words(e))
                : new ServerException(Kind.REFUSED, state, words(e));
    }

    private static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    private static String sqlClass(String state) {
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
