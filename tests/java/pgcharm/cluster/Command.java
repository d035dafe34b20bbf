package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program of this machine, run to its end.
final class Command {
    private Command() {}

    /// What it printed.
    ///
    /// @throws IllegalStateException when it failed
    static String run(List<String> command) {
        Result result = attempt(command);
        if (result.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + result.output());
        }
        return result.output();
    }

    static String run(String... command) {
        return run(List.of(command));
    }

    record Result(int exit, String output) {}

    static Result attempt(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
