package pgcharm.workload.patroni;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A parameter of PostgreSQL that operators may set, by an option of the same name with dashes. What only the dynamic
/// configuration can hold must be the same on all members.
///
/// @param name PostgreSQL's
/// @param shared whether it belongs to the dynamic configuration
record Parameter(String name, Allowed allowed, boolean shared) {
    private static final String LARGEST = "2047GB";
    private static final Allowed TIMEOUT = new Allowed.Time("0ms", "24d", false);
    private static final Allowed SCALE = new Allowed.Fraction("0", "100");

    static final List<Parameter> ALL = List.of(
            own("autovacuum_analyze_scale_factor", SCALE),
            own("autovacuum_max_workers", new Allowed.Whole(1, 100)),
            own("autovacuum_naptime", new Allowed.Time("1s", "24d", false)),
            own("autovacuum_vacuum_cost_limit", new Allowed.Whole(1, 10_000)),
            own("autovacuum_vacuum_scale_factor", SCALE),
            own("checkpoint_timeout", new Allowed.Time("30s", "1d", false)),
            own("default_statistics_target", new Allowed.Whole(1, 10_000)),
            own("idle_in_transaction_session_timeout", TIMEOUT),
            own("lock_timeout", TIMEOUT),
            own("log_min_duration_statement", new Allowed.Time("0ms", "24d", true)),
            own("maintenance_work_mem", new Allowed.Size("1MB", "1TB", false)),
            shared("max_connections", new Allowed.Whole(25, 10_000)),
            shared("max_locks_per_transaction", new Allowed.Whole(32, 100_000)),
            shared("max_prepared_transactions", new Allowed.Whole(0, 10_000)),
            own("max_slot_wal_keep_size", new Allowed.Size("16MB", LARGEST, true)),
            own("max_wal_size", new Allowed.Size("32MB", LARGEST, false)),
            shared("max_worker_processes", new Allowed.Whole(2, 1000)),
            own("random_page_cost", new Allowed.Fraction("0", "1000")),
            own("shared_buffers", new Allowed.Size("16MB", "4TB", false)),
            own("statement_timeout", TIMEOUT),
            own(
                    "synchronous_commit",
                    new Allowed.Choice(List.of("on", "off", "local", "remote_write", "remote_apply"))),
            own("temp_file_limit", new Allowed.Size("1MB", LARGEST, true)),
            own("timezone", new Allowed.TimeZone()),
            shared("wal_keep_size", new Allowed.Size("16MB", LARGEST, false)),
            own("work_mem", new Allowed.Size("64kB", "1TB", false)));

    /// Names of those that only the dynamic configuration can hold.
    static final Set<String> SHARED =
            ALL.stream().filter(Parameter::shared).map(Parameter::name).collect(Collectors.toUnmodifiableSet());

    String option() {
        return name.replace('_', '-');
    }

    private static Parameter own(String name, Allowed allowed) {
        return new Parameter(name, allowed, false);
    }

    private static Parameter shared(String name, Allowed allowed) {
        return new Parameter(name, allowed, true);
    }
}
