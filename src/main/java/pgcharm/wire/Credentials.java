package pgcharm.wire;

import java.util.Map;
import java.util.TreeMap;
import pgcharm.access.Password;

/// A login that was proved to work.
public record Credentials(String database, String username, Password password) {
    /// All that is needed to connect, under the names of the modern interface.
    public Map<String, String> fields(ConnectionFacts facts) {
        Map<String, String> fields = new TreeMap<>(facts.fields());
        fields.put("database", database);
        fields.put("username", username);
        fields.put("password", password.text());
        fields.put("uris", ConnectionUri.of(this, facts.endpoints().getFirst()));
        if (facts.endpoints().size() > 1) {
            String all = String.join(",", facts.endpoints());
            fields.put("multi-host-uris", ConnectionUri.of(this, all) + "?target_session_attrs=read-write");
        }
        if (!facts.readOnlyEndpoints().isEmpty()) {
            fields.put(
                    "read-only-uris",
                    ConnectionUri.of(this, facts.readOnlyEndpoints().getFirst()));
        }
        fields.put("tls", facts.tls() ? "True" : "False");
        facts.tlsCa().ifPresent(pem -> fields.put("tls-ca", pem));
        return fields;
    }
}
