package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A hook-tool call that was answered.
///
/// @param atMillis when it came, since the hook began
/// @param input what it read, or empty
public record ToolRecord(
        String tool,
        List<String> words,
        String input,
        int exit,
        String stdout,
        String stderr,
        double atMillis,
        double millis) {
    public ToolRecord {
        requireNonNull(tool, "tool");
        words = List.copyOf(words);
    }
}
