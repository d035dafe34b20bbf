package pgcharm.local.model;

import java.util.Map;

/// One content of a secret; values are base64.
public record SecretRevision(Map<String, String> content, boolean obsolete) {
    public SecretRevision {
        content = Map.copyOf(content);
    }

    SecretRevision asObsolete() {
        return new SecretRevision(content, true);
    }
}
