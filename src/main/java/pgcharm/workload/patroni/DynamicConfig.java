package pgcharm.workload.patroni;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The part of Patroni's configuration that all members share and that lives in Kubernetes. Keys that are not ours
/// are left alone, such as `pause`.
///
/// @param values numbers, booleans, texts, and maps of them
public record DynamicConfig(Map<String, Object> values) {
    public DynamicConfig {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static DynamicConfig of(Resources resources, Settings settings) {
        Map<String, Object> parameters = new TreeMap<>(Map.of(
                "wal_level", "logical",
                "max_wal_senders", 25,
                "max_replication_slots", 25,
                "wal_keep_size", "128MB",
                "max_prepared_transactions", 0,
                "max_locks_per_transaction", 64));
        Sizing.parameters(resources, settings).forEach((name, value) -> {
            if (Parameter.SHARED.contains(name)) {
                parameters.put(name, value);
            }
        });
        Map<String, Object> shared = new TreeMap<>(Map.of(
                "ttl",
                30,
                "loop_wait",
                10,
                "retry_timeout",
                10,
                "maximum_lag_on_failover",
                1 << 20,
                "failsafe_mode",
                true,
                "synchronous_mode",
                settings.synchronousMode() != Settings.SynchronousMode.OFF,
                "synchronous_mode_strict",
                settings.synchronousMode() == Settings.SynchronousMode.STRICT,
                "synchronous_node_count",
                settings.synchronousNodes()));
        shared.put(
                "postgresql",
                new TreeMap<>(Map.of(
                        "use_pg_rewind", true,
                        "use_slots", true,
                        "remove_data_directory_on_rewind_failure", true,
                        "remove_data_directory_on_diverged_timelines", true,
                        "parameters", parameters)));
        return new DynamicConfig(shared);
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
