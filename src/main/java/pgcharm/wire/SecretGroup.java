package pgcharm.wire;

import java.util.List;

/// The Juju secrets that one relation's fields are divided into.
public enum SecretGroup {
    USER("user", List.of("username", "password", "uris", "read-only-uris")),
    TLS("tls", List.of("tls", "tls-ca"));

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
    public String label(String relation) {
        return relation.replace(':', '.') + "." + word + ".secret";
    }

    List<String> fields() {
        return fields;
    }
}
