package pgcharm.workload.pebble;

/// How a check of the plan stands.
///
/// @param failures in a row; the check is down from `threshold` failures on
public record CheckState(String name, Status status, int failures, int threshold) {
    public enum Status {
        UP,
        DOWN,
        /// It is not started, so nothing is known.
        INACTIVE
    }
}
