package pgcharm.local.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The unpacked programs of one version, run as the account that suits them.
record ServerPrograms(Path home, ServerAccount account) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    ServerPrograms {
        requireNonNull(home, "home");
        requireNonNull(account, "account");
    }

    void own(Path tree) {
        account.own(tree);
    }

    /// Runs a program to its end; what it says goes into the error when it fails, with the last lines of `log`.
    void run(Path directory, List<String> words, Path log) {
        String program = words.getFirst();
        List<String> command = account.command(words.stream()
                .map(word -> word.equals(program)
                        ? home.resolve("bin").resolve(program).toString()
                        : word)
                .toList());
        try {
            Path output = Files.createTempFile("postgresql-", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                Map<String, String> environment = builder.environment();
                environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
                environment.put("LC_ALL", "C");
                Process process = builder.start();
                if (!process.waitFor(LIMIT)) {
                    process.destroyForcibly();
                    throw new EmbeddedServerException(program + " did not end within " + LIMIT.toSeconds() + " s");
                }
                if (process.exitValue() != 0) {
                    throw new EmbeddedServerException(
                            program + " failed: " + Files.readString(output).strip() + tail(log));
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while " + program + " ran", e);
        }
    }

    /// Whether a process works in the data directory `data`, as every process of its server does.
    boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }

    /// Sends a signal to the server of `data` and waits until all its processes are gone.
    void end(long pid, String signal, Path data) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " \"$1\"", "sh", Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0 && worksIn(pid, data)) {
                throw new EmbeddedServerException("cannot stop PostgreSQL, process " + pid + ": " + said.strip());
            }
            long end = System.nanoTime() + LIMIT.toNanos();
            while (ProcessHandle.allProcesses().anyMatch(process -> worksIn(process.pid(), data))) {
                if (System.nanoTime() > end) {
                    throw new EmbeddedServerException("PostgreSQL, process " + pid + ", does not stop");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot stop PostgreSQL, process " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while PostgreSQL stopped", e);
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
