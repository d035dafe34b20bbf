package pgcharm.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.access.Entity;
import pgcharm.access.Password;

/// A login that was proved to work.
///
/// @param database as it was asked for, a name or a prefix that ends in `*`
/// @param databases that the login can connect to, sorted; none where no database matches the prefix yet
/// @param username of a group, with which nobody logs in, its name
/// @param entity what was asked for instead of an ordinary login
public record Credentials(
        String database, List<String> databases, String username, Password password, Optional<Entity.Type> entity) {
    public Credentials {
        databases = List.copyOf(databases);
    }

    public Credentials(String database, String username, Password password) {
        this(database, List.of(database), username, password, Optional.empty());
    }

    /// All that is needed to connect, under the names of the modern interface. URIs name the first database.
    public Map<String, String> fields(ConnectionFacts facts) {
        Map<String, String> fields = new TreeMap<>(facts.fields());
        fields.put("database", database);
        boolean group = entity.equals(Optional.of(Entity.Type.GROUP));
        fields.put(entity.isEmpty() ? "username" : "entity-name", username);
        if (!group) {
            fields.put(entity.isEmpty() ? "password" : "entity-password", password.text());
            databases.stream().findFirst().ifPresent(first -> fields.putAll(uris(first, facts)));
        }
        fields.put("tls", facts.tls() ? "True" : "False");
        facts.tlsCa().ifPresent(pem -> fields.put("tls-ca", pem));
        if (database.endsWith("*")) {
            fields.put("prefix-databases", String.join(",", databases));
        }
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    private Map<String, String> uris(String first, ConnectionFacts facts) {
        Credentials one = new Credentials(first, username, password);
        Map<String, String> uris = new TreeMap<>();
        uris.put("uris", ConnectionUri.of(one, facts.endpoints().getFirst()));
        if (facts.endpoints().size() > 1) {
            String all = String.join(",", facts.endpoints());
            uris.put("multi-host-uris", ConnectionUri.of(one, all) + "?target_session_attrs=read-write");
        }
        if (!facts.readOnlyEndpoints().isEmpty()) {
            uris.put(
                    "read-only-uris",
                    ConnectionUri.of(one, facts.readOnlyEndpoints().getFirst()));
        }
        return uris;
    }
}
