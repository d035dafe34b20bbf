package pgcharm.workload.patroni;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The parameters of PostgreSQL that each member has for itself.
final class LocalParameters {
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("ssl", "on"),
            Map.entry("ssl_cert_file", Places.CERTIFICATE),
            Map.entry("ssl_key_file", Places.PRIVATE_KEY),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("unix_socket_directories", Places.SOCKETS),
            // a pod's /dev/shm has 64 MB, on which parallel queries fail
            Map.entry("dynamic_shared_memory_type", "sysv"),
            // a node may have huge pages that the pod may not use
            Map.entry("huge_pages", "off"),
            Map.entry("hot_standby_feedback", "on"),
            Map.entry("wal_compression", "on"),
            Map.entry("random_page_cost", "1.1"),
            // a week of files; and with its own log PostgreSQL does not hold the pipe by which Pebble watches Patroni
            Map.entry("logging_collector", "on"),
            Map.entry("log_directory", Places.POSTGRES_LOG),
            Map.entry("log_filename", "postgresql-%a.log"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_rotation_size", "0"),
            Map.entry("log_truncate_on_rotation", "on"),
            Map.entry("log_line_prefix", "%m [%p] %q%u@%d from %h "),
            Map.entry("log_checkpoints", "on"),
            Map.entry("log_lock_waits", "on"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("timezone", "UTC"));

    private LocalParameters() {}

    static SortedMap<String, String> of(Resources resources, Settings settings) {
        SortedMap<String, String> parameters = new TreeMap<>(FIXED);
        Sizing.parameters(resources, settings).forEach((name, value) -> {
            if (!Parameter.SHARED.contains(name)) {
                parameters.put(name, value);
            }
        });
        return parameters;
    }
}
