package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first process of new namespaces, which end with it.
final class Namespaced implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Process outer;
    private final ProcessHandle first;

    private Namespaced(Process outer, ProcessHandle first) {
        this.outer = outer;
        this.first = first;
    }

    /// @param parents how many processes are started before it: `unshare --fork` is one, `nsenter` into a process
    ///     namespace another
    static Namespaced start(List<String> command, int parents, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().putAll(environment);
        Process outer;
        try {
            outer = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<ProcessHandle> found = new ArrayList<>();
        Wait.until(START, () -> "a start of " + command + ", see " + log, () -> {
            descendant(outer.toHandle(), parents).ifPresent(found::add);
            return !found.isEmpty() || !outer.isAlive();
        });
        if (found.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + " did not start, see " + log);
        }
        return new Namespaced(outer, found.getFirst());
    }

    private static Optional<ProcessHandle> descendant(ProcessHandle process, int depth) {
        if (depth == 0) {
            return Optional.of(process);
        }
        return process.children().findFirst().flatMap(child -> descendant(child, depth - 1));
    }

    long pid() {
        return first.pid();
    }

    boolean isAlive() {
        return first.isAlive();
    }

    /// Asks it to end, as Kubernetes asks a container.
    void terminate() {
        first.destroy();
    }

    /// Kills it and all in its namespaces.
    @Override
    public void close() {
        first.destroyForcibly();
        outer.onExit().join();
    }

    /// The command that runs another one in its namespaces.
    ///
    /// @param kinds nsenter's letters
    List<String> entering(String kinds, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid())));
        kinds.chars().forEach(kind -> whole.add("-" + (char) kind));
        whole.add("--");
        whole.addAll(command);
        return whole;
    }
}
