package pgcharm.local.psql;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A libpq URI: `postgresql://user:password@host:port,host:port/database?parameter=value`, percent-encoded; or the same
/// said by [KeywordValues].
record ConnectionUri(List<Host> hosts, Map<String, String> parameters) {
    private static final String DEFAULT_PORT = "5432";

    ConnectionUri {
        hosts = List.copyOf(hosts);
        parameters = new TreeMap<>(parameters);
    }

    /// One server to try.
    record Host(String name, int port) {
        Host {
            requireNonNull(name, "name");
        }
    }

    static ConnectionUri parse(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0 || !List.of("postgresql", "postgres").contains(uri.substring(0, scheme))) {
            Map<String, String> values = KeywordValues.parse(uri);
            return new ConnectionUri(hosts("", values), values);
        }
        Map<String, String> parameters = new TreeMap<>();
        String rest = uri.substring(scheme + 3);
        int question = rest.indexOf('?');
        if (question >= 0) {
            addParameters(rest.substring(question + 1), parameters);
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        if (slash >= 0 && slash + 1 < rest.length()) {
            parameters.put("dbname", decode(rest.substring(slash + 1)));
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            addUser(authority.substring(0, at), parameters);
        }
        String hosts = at < 0 ? authority : authority.substring(at + 1);
        return new ConnectionUri(hosts(hosts, parameters), parameters);
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    String user() {
        return parameter("user", System.getProperty("user.name"));
    }

    String database() {
        return parameter("dbname", user());
    }

    private static void addUser(String text, Map<String, String> parameters) {
        int colon = text.indexOf(':');
        parameters.put("user", decode(colon < 0 ? text : text.substring(0, colon)));
        if (colon >= 0) {
            parameters.put("password", decode(text.substring(colon + 1)));
        }
    }

    private static void addParameters(String text, Map<String, String> parameters) {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new PsqlException("missing key/value separator \"=\" in URI query parameter: \"" + pair + "\"");
            }
            parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
    }

    private static List<Host> hosts(String authority, Map<String, String> parameters) {
        String names = authority.isEmpty() ? parameters.getOrDefault("host", "localhost") : authority;
        List<Host> hosts = new ArrayList<>();
        for (String host : names.split(",", -1)) {
            int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
            String port = colon < 0 ? parameters.getOrDefault("port", DEFAULT_PORT) : host.substring(colon + 1);
            String name = decode(colon < 0 ? host : host.substring(0, colon)).replaceAll("[\\[\\]]", "");
            if (!port.matches("[0-9]{1,5}")) {
                throw new PsqlException("invalid integer value \"" + port + "\" for connection option \"port\"");
            }
            hosts.add(new Host(name, Integer.parseInt(port)));
        }
        return hosts;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new PsqlException("invalid percent-encoded token: \"" + text + "\"");
        }
    }
}
