package pgcharm.workload.patroni;

import java.util.List;
import java.util.Map;

/// What an operator set of the cluster, checked.
///
/// @param parameters of PostgreSQL by their names, only those that were set
public record Settings(
        Profile profile,
        SynchronousMode synchronousMode,
        int synchronousNodes,
        boolean requireTls,
        Map<String, String> parameters) {
    /// How much of the pod PostgreSQL takes unless told.
    public enum Profile {
        PRODUCTION,
        TESTING
    }

    /// Whether a commit waits for a standby.
    public enum SynchronousMode {
        OFF,
        /// While there is a standby.
        ON,
        /// Without a standby nothing is committed.
        STRICT
    }

    public sealed interface Reading {
        record Valid(Settings settings) implements Reading {}

        /// @param text all problems
        record Invalid(String text) implements Reading {}
    }

    public Settings {
        parameters = Map.copyOf(parameters);
    }

    /// @param config options of the charm; those that are not settings of the cluster are left alone
    public static Reading read(Map<String, String> config) {
        return new Reading.Invalid("not yet");
    }

    /// What cannot be with this pod's resources.
    public List<String> objections(Resources resources) {
        return List.of();
    }
}
