package pgcharm.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.model.ModelState;
import pgcharm.local.run.RunException;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// The PostgreSQL servers of a model, one for each application that was deployed without one.
///
/// @param directory with a directory for each application
/// @param cache for unpacked versions
record EmbeddedServers(Path directory, Path cache) {

    EmbeddedServer start(String application) {
        return EmbeddedServer.start(directory.resolve(application), archive(), cache, List.of());
    }

    String version() {
        return archive().version();
    }

    /// Starts those that have died.
    void ensureRunning(Consumer<String> tell) {
        for (String application : applications()) {
            EmbeddedServer server = EmbeddedServer.in(directory.resolve(application), archive(), cache);
            if (!server.isRunning()) {
                tell.accept("Starting the embedded PostgreSQL of " + application);
                server.start(List.of());
            }
        }
    }

    /// Ends the servers of applications that are gone, and deletes their data.
    void forgetAllBut(ModelState model) {
        for (String application : applications()) {
            if (model.findApplication(application).isEmpty()) {
                forget(application);
            }
        }
    }

    void forgetAll() {
        applications().forEach(this::forget);
    }

    private void forget(String application) {
        EmbeddedServer.in(directory.resolve(application), archive(), cache).stop();
        try {
            CharmFiles.delete(directory.resolve(application));
        } catch (IOException e) {
            throw new RunException("cannot delete the data of " + application + ": " + e.getMessage(), e);
        }
    }

    private List<String> applications() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(directory)) {
            return below.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new RunException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private static PostgresArchive archive() {
        return PostgresArchive.onClassPath().stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("there is no PostgreSQL for this machine on the class path"));
    }
}
