package pgcharm.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import pgcharm.juju.RunAgain;

/// The libraries for a cluster of the charm's own, which `dispatch` gives to hooks only where a file says that there is
/// one. That file is a hint: it may be missing, since a pod's disk does not last, or be there for nothing.
final class ClusterLibraries {
    private static final String FILE = "runs-cluster";

    private ClusterLibraries() {}

    /// To be called before anything is written or told.
    ///
    /// @param environment of the hook
    /// @throws RunAgain when this process was started without them; the next one will have them
    static void require(Map<String, String> environment) {
        if (System.getProperty("cluster.libraries", "here").equals("absent")) {
            leave(file(environment));
            throw new RunAgain();
        }
    }

    /// The next hooks start without them.
    static void forget(Map<String, String> environment) {
        try {
            Files.deleteIfExists(file(environment));
        } catch (IOException _) {
            // they start slower
        }
    }

    private static void leave(Path file) {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // a client's hook, which never has them
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ", which tells dispatch what to start with", e);
        }
    }

    private static Path file(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("JUJU_CHARM_DIR", ""), FILE);
    }
}
