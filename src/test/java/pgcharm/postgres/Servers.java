package pgcharm.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import pgcharm.access.Password;
import pgcharm.access.Request;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// One server for each PostgreSQL version, started when first asked for and stopped when the tests are over. It logs
/// every connection and every statement.
///
/// The system property `pg.images` names container images, separated by commas, to be used in place of the versions.
final class Servers {
    private static final Path CACHE = Path.of("target", "postgresql");
    private static final List<String> SETTINGS =
            List.of("log_statement=all", "log_connections=on", "log_min_error_statement=debug5", "max_connections=30");
    private static final ConcurrentMap<String, Target> STARTED = new ConcurrentHashMap<>();

    private Servers() {}

    /// Every version, each with both kinds of administrator.
    static Stream<Target> targets() {
        String images = System.getProperty("pg.images", "");
        Stream<Target> servers = images.isEmpty()
                ? archives().map(Servers::target)
                : Stream.of(images.split(",")).map(Servers::container);
        return servers.flatMap(target -> Stream.of(target, target.limited()));
    }

    static Target newest() {
        return target(newestArchive());
    }

    /// A server of its own, for what would disturb others.
    static EmbeddedServer fresh(Path directory) {
        return EmbeddedServer.start(directory.resolve("server"), newestArchive(), CACHE, SETTINGS);
    }

    /// The superuser's way to an embedded server.
    static Target target(EmbeddedServer server, int major) {
        EmbeddedServer.Admin admin = server.admin();
        return new Target(
                new Endpoint(server.host(), server.port()),
                admin.username(),
                new Password(admin.password()),
                () -> log(server),
                major,
                true);
    }

    private static PostgresArchive newestArchive() {
        return archives().findFirst().orElseThrow();
    }

    private static Stream<PostgresArchive> archives() {
        return PostgresArchive.in(Path.of(System.getProperty("pg.archives"))).stream();
    }

    private static Target target(PostgresArchive archive) {
        return STARTED.computeIfAbsent(archive.version(), _ -> shared(target(start(archive), archive.major())));
    }

    private static Target container(String image) {
        return STARTED.computeIfAbsent(image, _ -> shared(Containers.start(image, SETTINGS)));
    }

    private static EmbeddedServer start(PostgresArchive archive) {
        try {
            Path directory = Files.createTempDirectory("postgres-" + archive.major() + "-");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            EmbeddedServer server = EmbeddedServer.start(directory.resolve("server"), archive, CACHE, SETTINGS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String log(EmbeddedServer server) {
        try {
            return Files.readString(server.log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }

    /// The roles that all databases share must be ones that the limited administrator may grant too, so it makes them.
    private static Target shared(Target target) {
        Target limited = target.limited();
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
        return target;
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
