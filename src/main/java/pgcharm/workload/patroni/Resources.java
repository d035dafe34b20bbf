package pgcharm.workload.patroni;

/// What the pod may use.
///
/// @param memory bytes; without a limit what the node has
/// @param limited whether the pod's own limit says so
/// @param cpus rounded up, at least 1
public record Resources(long memory, boolean limited, int cpus) {}
