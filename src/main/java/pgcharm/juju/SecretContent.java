package pgcharm.juju;

import java.util.Map;
import java.util.Optional;

/// Keys and values of one secret revision; it prints its keys only.
public record SecretContent(Map<String, String> values) {
    public SecretContent {
        values = Map.copyOf(values);
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public String toString() {
        return "SecretContent" + values.keySet();
    }
}
