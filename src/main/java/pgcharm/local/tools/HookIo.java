package pgcharm.local.tools;

import java.nio.file.Path;
import java.util.Optional;

/// What tools do outside the model.
public interface HookIo {
    /// Takes a line of juju-log.
    void log(String level, String message);

    /// Fetches a resource of the application, or finds that it has none of that name.
    Optional<Path> resource(String name);
}
