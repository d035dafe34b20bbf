package pgcharm.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import pgcharm.access.Holder;
import pgcharm.access.Request;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// One server for each PostgreSQL version, started when first asked for and stopped when the tests are over. It logs
/// every connection and every statement.
final class Servers {
    private static final Path CACHE = Path.of("target", "postgresql");
    private static final List<String> SETTINGS = List.of(
            "log_statement = all", "log_connections = on", "log_min_error_statement = debug5", "max_connections = 30");
    private static final ConcurrentMap<PostgresArchive, EmbeddedServer> STARTED = new ConcurrentHashMap<>();

    private Servers() {}

    /// Every version, each with both kinds of administrator.
    static Stream<Target> targets() {
        return archives().flatMap(archive -> Stream.of(true, false).map(superuser -> target(archive, superuser)));
    }

    static Target newest() {
        return target(archives().findFirst().orElseThrow(), true);
    }

    /// A server of its own, for what would disturb others.
    static EmbeddedServer fresh(Path directory) {
        return EmbeddedServer.start(
                directory.resolve("server"), archives().findFirst().orElseThrow(), CACHE, SETTINGS);
    }

    private static Stream<PostgresArchive> archives() {
        return PostgresArchive.in(Path.of(System.getProperty("pg.archives"))).stream();
    }

    private static Target target(PostgresArchive archive, boolean superuser) {
        return new Target(STARTED.computeIfAbsent(archive, Servers::start), archive.major(), superuser);
    }

    private static EmbeddedServer start(PostgresArchive archive) {
        try {
            Path directory = Files.createTempDirectory("postgres-" + archive.major() + "-");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            EmbeddedServer server = EmbeddedServer.start(directory.resolve("server"), archive, CACHE, SETTINGS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
            share(new Target(server, archive.major(), false));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The roles that all databases share must be ones that the limited administrator may grant too, so it makes them.
    private static void share(Target limited) {
        try (Sql root = limited.root("postgres")) {
            root.run("CREATE ROLE \"" + limited.admin() + "\" LOGIN CREATEROLE CREATEDB PASSWORD '"
                    + limited.password().text() + "'");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the limited administrator", e);
        }
        try (Provider provider = new Provider(limited)) {
            Holder holder = new Holder.Relation("database:0", "first");
            provider.serve(new Request(holder, "first", Optional.empty(), List.of()));
        }
    }

    private static void end(EmbeddedServer server, Path directory) {
        server.stop();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
