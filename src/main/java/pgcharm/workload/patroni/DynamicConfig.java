package pgcharm.workload.patroni;

import java.util.LinkedHashMap;
import java.util.Map;

/// The part of Patroni's configuration that all members share and that lives in Kubernetes. Keys that are not ours are
/// left alone, such as `pause`.
///
/// @param values numbers, booleans, texts, and maps of them
public record DynamicConfig(Map<String, Object> values) {
    public DynamicConfig {
        values = Map.copyOf(values);
    }

    /// What `PATCH /config` has to say; empty when nothing differs.
    ///
    /// @param current as `GET /config` answers
    public Map<String, Object> difference(Map<?, ?> current) {
        return difference(values, current);
    }

    private static Map<String, Object> difference(Map<?, ?> wanted, Map<?, ?> current) {
        Map<String, Object> difference = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            Object present = current.get(key);
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> inner = difference(map, present instanceof Map<?, ?> other ? other : Map.of());
                if (!inner.isEmpty()) {
                    difference.put(String.valueOf(key), inner);
                }
            } else if (!String.valueOf(value).equals(String.valueOf(present))) {
                difference.put(String.valueOf(key), value);
            }
        });
        return difference;
    }
}
