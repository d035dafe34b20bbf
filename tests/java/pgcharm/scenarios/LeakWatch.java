package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pgcharm.local.server.EmbeddedServer;

/// Fails a scenario after which a password stands where it has no business: in the server's log, in statements of the
/// server's sessions or statistics, in arguments of hook tools, in arguments or environments of processes, in what
/// hooks print, or in files that are left. The one exception is Juju's: `action-set` takes results as arguments.
final class LeakWatch implements AutoCloseable {
    /// Parts of a charm that do not change, and what the local model keeps for Juju.
    private static final Set<String> NOT_OURS = Set.of("jre", "lib", "venv", "state.json");

    private final World world;
    private final Onlooker onlooker;

    /// Length of each server's log when the scenario began.
    private final Map<Path, Long> before;

    LeakWatch(World world, Onlooker onlooker) {
        this.world = world;
        this.onlooker = onlooker;
        this.before = Servers.started().stream()
                .map(EmbeddedServer::log)
                .collect(Collectors.toMap(log -> log, LeakWatch::size));
    }

    /// Where one of the passwords was found, with the text around it.
    List<String> leaks(PasswordSearch search) {
        List<String> leaks = new ArrayList<>();
        world.model().history().stream()
                .filter(run ->
                        run.unit().startsWith(World.PROVIDER) || run.unit().startsWith("data-integrator"))
                .forEach(run -> runLeaks(run, search, leaks));
        for (EmbeddedServer server : Servers.started()) {
            find("the server's log", written(server.log()), search, leaks);
        }
        statistics().lines().forEach(text -> find("pg_stat_statements", text, search, leaks));
        onlooker.seen().forEach(text -> find("processes and sessions", text, search, leaks));
        filesLeft(search, leaks);
        return leaks;
    }

    private static void runLeaks(PastRun run, PasswordSearch search, List<String> leaks) {
        find(run.name() + " on stdout", run.stdout(), search, leaks);
        find(run.name() + " on stderr", run.stderr(), search, leaks);
        for (PastRun.ToolCall call : run.calls()) {
            if (!call.tool().equals("action-set")) {
                call.arguments().forEach(text -> find("arguments of " + call.tool(), text, search, leaks));
            }
        }
    }

    private static void find(String place, String text, PasswordSearch search, List<String> leaks) {
        search.find(text).ifPresent(around -> leaks.add(place + ": " + around));
    }

    private String written(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = before.getOrDefault(log, 0L);
            byte[] written = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(written);
            return new String(written, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }

    private String statistics() {
        try {
            Login superuser = world.superuser("postgres");
            superuser.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            return superuser.query("SELECT query FROM pg_stat_statements");
        } catch (Login.Refused e) {
            // a server that is down tells nobody anything
            assertThat(e).hasMessageStartingWith("08");
            return "";
        }
    }

    private void filesLeft(PasswordSearch search, List<String> leaks) {
        try {
            Files.walkFileTree(world.model().directory(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return isOurs(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && isOurs(file)) {
                        String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                        find("file " + file, content, search, leaks);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read what was left in " + world.model().directory(), e);
        }
    }

    private static boolean isOurs(Path path) {
        return !NOT_OURS.contains(path.getFileName().toString());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        world.ownSecrets()
                .forEach(secret -> IssuedPasswords.note(secret.latest().getOrDefault("password", "")));
        assertThat(leaks(IssuedPasswords.search())).as("passwords in the open").isEmpty();
    }
}
