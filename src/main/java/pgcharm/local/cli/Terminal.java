package pgcharm.local.cli;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// What a command line program gets from outside.
///
/// @param root the directory that holds `dist`
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Path root) {
    public Terminal {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        requireNonNull(root, "root");
    }

    /// Where the model lives between commands.
    Path modelDirectory() {
        String chosen = environment.getOrDefault("JUJU_LOCAL", "");
        return chosen.isEmpty() ? root.resolve(".juju-local") : Path.of(chosen).toAbsolutePath();
    }
}
