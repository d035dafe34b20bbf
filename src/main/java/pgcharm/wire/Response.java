package pgcharm.wire;

import java.util.Map;

/// What one request is answered with.
///
/// @param fields that stand in the databag, without the `secret-*` keys, whose values are known only once the secrets
///     exist
/// @param secrets contents by group; a group without fields is left out
public record Response(Map<String, String> fields, Map<SecretGroup, Map<String, String>> secrets) {
    public Response {
        fields = Map.copyOf(fields);
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Response[fields=" + fields.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
