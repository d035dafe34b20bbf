package pgcharm.local;

import java.util.List;
import java.util.Map;
import pgcharm.local.run.HookRun;

/// What came of letting a model settle.
///
/// @param idle whether nothing is left to do
/// @param errors units in error, with the hook that failed
/// @param runs the hooks and actions that ran
public record Settled(boolean idle, Map<String, String> errors, List<HookRun> runs) {
    public Settled {
        errors = Map.copyOf(errors);
        runs = List.copyOf(runs);
    }
}
