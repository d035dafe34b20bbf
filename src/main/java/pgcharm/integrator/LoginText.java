package pgcharm.integrator;

import static pgcharm.wire.ConnectionUri.encoded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A login as programs read it. With several endpoints each form asks for the one that is the primary.
final class LoginText {
    private LoginText() {}

    /// Lines for a POSIX shell, which set what libpq reads.
    static String env(Login.Usable login) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PGHOST", joined(login, Address::host));
        variables.put("PGPORT", joined(login, Address::port));
        variables.put("PGDATABASE", login.database());
        variables.put("PGUSER", login.username());
        variables.put("PGPASSWORD", login.password());
        if (login.tls()) {
            variables.put("PGSSLMODE", "require");
        }
        if (login.endpoints().size() > 1) {
            variables.put("PGTARGETSESSIONATTRS", "read-write");
        }
        return variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='"
                        + variable.getValue().replace("'", "'\\''") + "'")
                .collect(Collectors.joining("\n"));
    }

    /// One line for each endpoint, a colon and a backslash escaped by a backslash; empty where a line break would have
    /// to be written ([libpq](https://www.postgresql.org/docs/current/libpq-pgpass.html)).
    static Optional<String> pgpass(Login.Usable login) {
        String account = Stream.of(login.database(), login.username(), login.password())
                .map(LoginText::pgpassField)
                .collect(Collectors.joining(":"));
        return account.indexOf('\n') >= 0 || account.indexOf('\r') >= 0
                ? Optional.empty()
                : Optional.of(login.endpoints().stream()
                        .map(endpoint -> pgpassField(endpoint.host()) + ":" + endpoint.port() + ":" + account)
                        .collect(Collectors.joining("\n")));
    }

    /// A URL for the PostgreSQL JDBC driver, user and password among its parameters.
    static String jdbc(Login.Usable login) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", login.username());
        parameters.put("password", login.password());
        if (login.tls()) {
            parameters.put("sslmode", "require");
        }
        if (login.endpoints().size() > 1) {
            parameters.put("targetServerType", "primary");
        }
        return "jdbc:postgresql://" + joined(login, Address::toString) + "/" + encoded(login.database())
                + query(parameters);
    }

    /// A URI for libpq.
    static String uri(Login.Usable login) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (login.tls()) {
            parameters.put("sslmode", "require");
        }
        if (login.endpoints().size() > 1) {
            parameters.put("target_session_attrs", "read-write");
        }
        return "postgresql://" + encoded(login.username()) + ":" + encoded(login.password()) + "@"
                + joined(login, Address::toString) + "/" + encoded(login.database()) + query(parameters);
    }

    private static String pgpassField(String text) {
        return text.replace("\\", "\\\\").replace(":", "\\:");
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String joined(Login.Usable login, Function<Address, String> part) {
        return login.endpoints().stream().map(part).collect(Collectors.joining(","));
    }
}
