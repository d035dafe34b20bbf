package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

/// When to kill a charm's process.
///
/// @param hook only in this hook, or empty for any
/// @param tool count calls of this tool, or empty for any
/// @param after the number of calls; 0 kills at the start
public record Crash(String hook, String tool, int after) {
    public Crash {
        requireNonNull(hook, "hook");
        requireNonNull(tool, "tool");
    }

    boolean concerns(String running) {
        return hook.isEmpty() || hook.equals(running);
    }

    boolean counts(ToolRecord call) {
        return tool.isEmpty() || tool.equals(call.tool());
    }
}
