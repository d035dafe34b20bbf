package pgcharm.workload.pebble;

/// How a service of the plan stands.
///
/// @param enabled started by `replan`
public record ServiceState(String name, boolean enabled, Current current) {
    public enum Current {
        ACTIVE,
        INACTIVE,
        /// It ended and will be started again after a delay.
        BACKOFF,
        ERROR
    }

    public boolean isActive() {
        return current == Current.ACTIVE;
    }
}
