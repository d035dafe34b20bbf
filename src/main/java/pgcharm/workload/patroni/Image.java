package pgcharm.workload.patroni;

import java.util.Optional;

/// What the container brings.
///
/// @param patroni path of the program
/// @param postgresBin directory of PostgreSQL's programs
/// @param exporter path of the metrics exporter
/// @param user of the operating system that owns and runs PostgreSQL, and its group
public record Image(String patroni, String postgresBin, Optional<String> exporter, String user, String group) {}
