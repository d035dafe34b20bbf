package pgcharm.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// PostgreSQL servers for scenarios, of the newest version.
final class Servers {
    private Servers() {}

    /// A new server, which must be stopped in the end.
    ///
    /// @param settings lines of postgresql.conf
    static EmbeddedServer start(String name, List<String> settings) {
        Path directory = Path.of("target/scenarios/server-" + name);
        PostgresArchive newest = archives().getFirst();
        try {
            EmbeddedServer.in(directory, newest, cache()).stop();
            CharmFiles.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the server of an earlier run from " + directory, e);
        }
        return EmbeddedServer.start(directory, newest, cache(), settings);
    }

    private static List<PostgresArchive> archives() {
        return PostgresArchive.in(Path.of(System.getProperty("pg.archives", "target/postgres/ends")));
    }

    private static Path cache() {
        return Path.of("target/postgresql");
    }
}
