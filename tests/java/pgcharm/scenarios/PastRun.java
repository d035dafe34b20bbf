package pgcharm.scenarios;

import java.util.List;

/// A hook or action that was run.
///
/// @param exit the exit code; a signal is not told apart from another failure
/// @param killed why the model killed it, or empty
/// @param commitError why what it asked for was not applied, or empty
public record PastRun(
        String unit,
        String name,
        int exit,
        boolean committed,
        String killed,
        String commitError,
        List<ToolCall> calls,
        String stdout,
        String stderr) {
    public PastRun {
        calls = List.copyOf(calls);
    }

    /// @param input what it read, or empty
    public record ToolCall(String tool, List<String> arguments, String input, int exit, String stdout, String stderr) {
        public ToolCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return tool + " " + String.join(" ", arguments) + (exit == 0 ? "" : " (exit " + exit + ")");
        }
    }

    public List<String> toolNames() {
        return calls.stream().map(ToolCall::tool).toList();
    }
}
