package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// Where a unit's things are.
public record UnitDirectory(Path path, Path tools) {
    public UnitDirectory {
        requireNonNull(path, "path");
        requireNonNull(tools, "tools");
    }

    public Path charm() {
        return path.resolve("charm");
    }

    /// The file that tells hook tools where to call.
    Path address() {
        return path.resolve("agent.socket");
    }

    Path resources() {
        return path.resolve("resources");
    }
}
