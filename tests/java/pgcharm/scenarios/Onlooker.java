package pgcharm.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Looks again and again at what others can see while hooks run: arguments and environments of the charm's processes,
/// and the statements of the server's sessions.
final class Onlooker implements AutoCloseable {
    private static final int PAUSE_MILLIS = 25;

    /// A process is another program soon after it began.
    private static final int LOOKS_AT_A_PROCESS = 20;

    private final Login superuser;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> looks = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("onlooker").unstarted(this::look);
    private volatile boolean over;

    private Onlooker(Login superuser) {
        this.superuser = superuser;
    }

    static Onlooker of(Login superuser) {
        Onlooker onlooker = new Onlooker(superuser);
        onlooker.thread.start();
        return onlooker;
    }

    /// Everything that was seen so far.
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    private void look() {
        Optional<Connection> session = Optional.empty();
        while (!over) {
            processes();
            session = session.or(this::session).filter(this::statements);
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                break;
            }
        }
        session.ifPresent(Onlooker::close);
    }

    private void processes() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (looks.merge(process.getFileName().toString(), 1, Integer::sum) <= LOOKS_AT_A_PROCESS) {
                    look(process);
                }
            }
        } catch (IOException _) {
            // There is no /proc: nobody can look.
        }
    }

    private void look(Path process) {
        try {
            List<String> environment = words(process.resolve("environ"));
            if (environment.stream().anyMatch(word -> word.startsWith("JUJU_UNIT_NAME=" + World.PROVIDER))) {
                seen.addAll(environment);
                List<String> arguments = words(process.resolve("cmdline"));
                // Juju takes results of an action as arguments
                if (arguments.stream().limit(3).noneMatch(word -> word.endsWith("action-set"))) {
                    seen.addAll(arguments);
                }
            }
        } catch (IOException _) {
            // The process has ended.
        }
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
    }

    private Optional<Connection> session() {
        try {
            Connection session = superuser.connect();
            // what it sees again and again is not to fill the server's log
            Login.query(session, "SELECT set_config('log_statement', 'none', false)");
            return Optional.of(session);
        } catch (Login.Refused _) {
            return Optional.empty();
        }
    }

    private boolean statements(Connection session) {
        try {
            seen.addAll(List.of(Login.query(session, "SELECT DISTINCT query FROM pg_stat_activity")
                    .split("\n")));
            return true;
        } catch (Login.Refused _) {
            close(session);
            return false;
        }
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException _) {
            // The server has ended it.
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
