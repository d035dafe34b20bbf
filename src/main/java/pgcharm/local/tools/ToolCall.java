package pgcharm.local.tools;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// A hook tool that is called.
///
/// @param directory the caller's working directory
/// @param input gives all of the caller's standard input; asked for at most once
public record ToolCall(String tool, List<String> words, Path directory, Supplier<String> input) {
    public ToolCall {
        requireNonNull(tool, "tool");
        words = List.copyOf(words);
        requireNonNull(directory, "directory");
        requireNonNull(input, "input");
    }
}
