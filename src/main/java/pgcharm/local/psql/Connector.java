package pgcharm.local.psql;

import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import pgcharm.local.psql.ConnectionUri.Host;

/// Connects to the first host of a URI that answers and is of the kind asked for.
final class Connector {
    private static final List<String> PASSED_ON = List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");

    private Connector() {}

    static Connection connect(ConnectionUri uri) {
        String kind = uri.parameter("target_session_attrs", "any");
        List<String> failures = new ArrayList<>();
        if (kind.equals("prefer-standby")) {
            return tryAll(uri, "standby", failures)
                    .or(() -> tryAll(uri, "any", failures))
                    .orElseThrow(() -> new PsqlException(String.join("\n", failures)));
        }
        return tryAll(uri, kind, failures).orElseThrow(() -> new PsqlException(String.join("\n", failures)));
    }

    private static Optional<Connection> tryAll(ConnectionUri uri, String kind, List<String> failures) {
        for (Host host : uri.hosts()) {
            String server = "connection to server at \"" + host.name() + "\", port " + host.port() + " failed: ";
            try {
                Connection connection = open(uri, host);
                Optional<String> wrong = mismatch(connection, kind);
                if (wrong.isEmpty()) {
                    return Optional.of(connection);
                }
                failures.add(server + wrong.get());
                connection.close();
            } catch (SQLException e) {
                failures.add(
                        e.getCause() instanceof UnknownHostException
                                ? "could not translate host name \"" + host.name()
                                        + "\" to address: Name or service not known"
                                : server + reason(e));
            }
        }
        return Optional.empty();
    }

    private static Connection open(ConnectionUri uri, Host host) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", uri.user());
        Optional.ofNullable(uri.parameters().get("password"))
                .ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", uri.parameter("application_name", "psql"));
        properties.setProperty("connectTimeout", uri.parameter("connect_timeout", "10"));
        for (String name : PASSED_ON) {
            Optional.ofNullable(uri.parameters().get(name)).ifPresent(value -> properties.setProperty(name, value));
        }
        String name = host.name().contains(":") ? "[" + host.name() + "]" : host.name();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + name + ":" + host.port() + "/"
                        + URLEncoder.encode(uri.database(), StandardCharsets.UTF_8),
                properties);
    }

    private static Optional<String> mismatch(Connection connection, String kind) throws SQLException {
        return switch (kind) {
            case "any" -> Optional.empty();
            case "read-write" ->
                isOn(connection, "transaction_read_only") ? Optional.of("session is read-only") : Optional.empty();
            case "read-only" ->
                isOn(connection, "transaction_read_only") ? Optional.empty() : Optional.of("session is not read-only");
            case "primary" ->
                isOn(connection, "in_hot_standby") ? Optional.of("server is in hot standby mode") : Optional.empty();
            case "standby" ->
                isOn(connection, "in_hot_standby")
                        ? Optional.empty()
                        : Optional.of("server is not in hot standby mode");
            default -> throw new PsqlException("invalid target_session_attrs value: \"" + kind + "\"");
        };
    }

    private static boolean isOn(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + setting)) {
            return result.next() && "on".equals(result.getString(1));
        }
    }

    private static String reason(SQLException failure) {
        if (failure instanceof PSQLException refused) {
            Optional<ServerErrorMessage> message = Optional.ofNullable(refused.getServerErrorMessage());
            if (message.isPresent()) {
                return message.get().getSeverity() + ":  " + message.get().getMessage();
            }
        }
        if (failure.getCause() instanceof ConnectException) {
            return "Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?";
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
