package pgcharm.wire;

import java.util.List;

/// The Juju secrets that one relation's fields are divided into.
public enum SecretGroup {
    USER("user", List.of("username", "password", "uris", "multi-host-uris", "read-only-uris")),
    TLS("tls", List.of("tls", "tls-ca")),
    ENTITY("entity", List.of("entity-name", "entity-password"));

    private final String word;
    private final List<String> fields;

    SecretGroup(String word, List<String> fields) {
        this.word = word;
        this.fields = fields;
    }

    /// Key of the databag that holds the secret's URI.
    public String key() {
        return "secret-" + word;
    }

    /// @param relation endpoint and number, `database:7`
    /// @param request tells the requests of one relation apart; empty where there is one only
    public String label(String relation, String request) {
        return relation.replace(':', '.') + "." + (request.isEmpty() ? "" : request + ".") + word + ".secret";
    }

    List<String> fields() {
        return fields;
    }
}
