package pgcharm.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// PostgreSQL servers for scenarios, of the newest version.
final class Servers {
    private static final Set<EmbeddedServer> STARTED = ConcurrentHashMap.newKeySet();

    private Servers() {}

    /// All that were started so far; some are stopped.
    static Set<EmbeddedServer> started() {
        return Set.copyOf(STARTED);
    }

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
        EmbeddedServer server = EmbeddedServer.start(directory, newest, cache(), settings);
        STARTED.add(server);
        return server;
    }

    private static List<PostgresArchive> archives() {
        return PostgresArchive.in(Path.of(System.getProperty("pg.archives", "target/postgres/ends")));
    }

    private static Path cache() {
        return Path.of("target/postgresql");
    }
}
