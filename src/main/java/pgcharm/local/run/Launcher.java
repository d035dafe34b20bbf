package pgcharm.local.run;

import java.nio.file.Path;
import java.util.List;

/// How a unit's charm is started, where it is to run in a container of its own.
@FunctionalInterface
public interface Launcher {
    /// The command that becomes the program, with the environment and the working directory that it is given; the
    /// latter is also `JUJU_CHARM_DIR`.
    List<String> command(String unit, Path program);

    /// As a process like any other.
    static Launcher direct() {
        return (_, program) -> List.of(program.toString());
    }
}
