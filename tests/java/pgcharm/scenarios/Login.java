package pgcharm.scenarios;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgcharm.local.server.EmbeddedServer;

/// What somebody needs to connect.
///
/// @param endpoints `host:port`, several separated by commas
/// @param parameters of the driver's URL, or empty
public record Login(String endpoints, String database, String username, String password, String parameters) {
    private static final Pattern URI = Pattern.compile("postgresql://([^:@/]+):([^:@/]+)@([^/]+)/([^?]+)(?:\\?.*)?");

    public Login {
        IssuedPasswords.note(password);
    }

    static Login superuser(EmbeddedServer server, String database) {
        EmbeddedServer.Admin admin = server.admin();
        return new Login(server.endpoint(), database, admin.username(), admin.password(), "");
    }

    /// A command or a connection that the server refused; the message holds its words.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(SQLException cause) {
            super(cause.getSQLState() + " " + cause.getMessage(), cause);
        }
    }

    /// From a [URI of libpq](https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).
    public static Login of(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no URI with user, password, host and database");
        }
        return new Login(parts.group(3), decoded(parts.group(4)), decoded(parts.group(1)), decoded(parts.group(2)), "");
    }

    public Login with(String driverParameters) {
        return new Login(endpoints, database, username, password, driverParameters);
    }

    public Login to(String otherDatabase) {
        return new Login(endpoints, otherDatabase, username, password, parameters);
    }

    public Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", "10");
        String url = "jdbc:postgresql://" + endpoints + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8) + "?"
                + parameters;
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    /// The rows as lines, columns separated by spaces.
    public String query(String sql) {
        try (Connection connection = connect()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    static String query(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join(" ", values));
            }
            return String.join("\n", lines);
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    public void execute(String... commands) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : commands) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    @Override
    public String toString() {
        return username + " on " + endpoints + "/" + database;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
