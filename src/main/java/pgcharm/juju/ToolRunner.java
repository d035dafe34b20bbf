package pgcharm.juju;

import java.util.List;

/// Runs one hook tool to its end.
@FunctionalInterface
public interface ToolRunner {
    /// @param stdout whole, UTF-8
    /// @param stderr whole, UTF-8
    record Result(int exit, String stdout, String stderr) {}

    /// @param argv the tool's name and its arguments; no shell reads them
    /// @throws HookToolException when the tool cannot be started or does not end in time
    Result run(List<String> argv);

    /// What the tool prints.
    ///
    /// @throws HookToolException also when it exits with another code than 0
    default String printed(List<String> argv) {
        Result result = run(argv);
        if (result.exit() != 0) {
            throw HookToolException.of(argv.getFirst(), result.exit(), result.stderr());
        }
        return result.stdout();
    }
}
