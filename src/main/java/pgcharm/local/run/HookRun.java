package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// A hook or action that was run, and what came of it.
///
/// @param path `JUJU_DISPATCH_PATH`
/// @param exit the exit code; above 128 it is a signal
/// @param killed why the model killed it, or empty
/// @param missing the charm has nothing for it
/// @param commitError why Juju could not apply its changes, or empty
/// @param changes what was asked for, counted by kind
/// @param log what it logged, its outputs included
/// @param peakKilobytes the most memory of its processes together
public record HookRun(
        int sequence,
        String unit,
        String name,
        String path,
        Map<String, String> environment,
        int exit,
        String killed,
        boolean missing,
        boolean committed,
        String commitError,
        Map<String, Integer> changes,
        List<ToolRecord> calls,
        List<LogLine> log,
        String stdout,
        String stderr,
        double wallMillis,
        double cpuMillis,
        long peakKilobytes) {
    public HookRun {
        requireNonNull(unit, "unit");
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        environment = Map.copyOf(environment);
        requireNonNull(killed, "killed");
        requireNonNull(commitError, "commitError");
        changes = Map.copyOf(changes);
        calls = List.copyOf(calls);
        log = List.copyOf(log);
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }

    public boolean isAction() {
        return path.startsWith("actions/");
    }

    public boolean hasFailed() {
        return !committed;
    }
}
