package pgcharm.workload.patroni;

import java.util.Map;
import java.util.TreeMap;

/// What PostgreSQL may take of a pod. A quarter of the memory is shared buffers; sessions that all sort at once and
/// the maintenance workers may take a quarter each; the last quarter is the processes' own and the page cache's.
final class Sizing {
    private static final long KB = 1L << 10;
    private static final long MB = 1L << 20;
    private static final long GB = 1L << 30;

    /// Buffers beyond it cost more in checkpoints than they save in reads.
    private static final long MOST_BUFFERS = 32 * GB;

    /// One maintenance operation and three autovacuum workers share a quarter of the memory; below 17 PostgreSQL
    /// cannot use more than 1 GB for a vacuum.
    private static final long MAINTENANCE_SHARE = 16;

    private static final long MOST_MAINTENANCE = GB;

    private static final long LEAST_WORK_MEMORY = 64 * KB;
    private static final long MOST_WORK_MEMORY = 256 * MB;

    private static final long TESTING = GB;
    private static final long UNLIMITED = 16 * GB;

    private static final int LEAST_CONNECTIONS = 100;
    private static final int CONNECTIONS_PER_CPU = 4;
    private static final int LEAST_WORKERS = 8;
    private static final int MOST_PARALLEL = 4;

    private Sizing() {}

    /// By PostgreSQL's names: what is sized, unless the operator said otherwise.
    static Map<String, String> parameters(Resources resources, Settings settings) {
        long memory = memory(resources, settings.profile());
        int cpus = resources.cpus();
        int connections = Integer.parseInt(settings.parameters()
                .getOrDefault(
                        "max_connections", String.valueOf(Math.max(CONNECTIONS_PER_CPU * cpus, LEAST_CONNECTIONS))));
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("max_connections", String.valueOf(connections));
        parameters.put("max_worker_processes", String.valueOf(Math.max(LEAST_WORKERS, cpus + 4)));
        parameters.put("max_parallel_workers", String.valueOf(cpus));
        parameters.put("max_parallel_workers_per_gather", String.valueOf(Math.min(MOST_PARALLEL, cpus / 2)));
        parameters.put("max_parallel_maintenance_workers", String.valueOf(Math.min(MOST_PARALLEL, cpus / 2)));
        parameters.put("shared_buffers", megabytes(Math.clamp(memory / 4, 16 * MB, MOST_BUFFERS)));
        parameters.put("effective_cache_size", megabytes(memory * 3 / 4));
        parameters.put("maintenance_work_mem", megabytes(Math.clamp(memory / MAINTENANCE_SHARE, MB, MOST_MAINTENANCE)));
        parameters.put(
                "work_mem", Math.clamp(memory / 4 / connections, LEAST_WORK_MEMORY, MOST_WORK_MEMORY) / KB + "kB");
        parameters.putAll(settings.parameters());
        return parameters;
    }

    /// Most bytes of shared buffers that leave room for the rest of PostgreSQL.
    static long most(Resources resources) {
        return resources.memory() * 3 / 4;
    }

    /// A pod without a limit shares its node with others.
    private static long memory(Resources resources, Settings.Profile profile) {
        long allowed = resources.limited() ? resources.memory() : Math.min(resources.memory() / 4, UNLIMITED);
        return switch (profile) {
            case PRODUCTION -> allowed;
            case TESTING -> Math.min(allowed, TESTING);
        };
    }

    private static String megabytes(long bytes) {
        return bytes / MB + "MB";
    }
}
