package pgcharm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.local.server.PostgresArchive;

/// Where figures were measured.
final class Machine {
    private Machine() {}

    static List<String> facts(PostgresArchive archive, Map<String, String> variables) {
        return List.of(
                Runtime.getRuntime().availableProcessors() + " processors, " + processor(),
                memory() + " of memory, Linux " + System.getProperty("os.version") + ", load "
                        + read("/proc/loadavg").split(" ")[0] + " at the start",
                "Java " + Runtime.version() + ", PostgreSQL " + archive.version() + " without TLS, Python "
                        + variables.getOrDefault("PYTHON_VERSION", "?") + " with ops "
                        + variables.getOrDefault("OPS_VERSION", "?"));
    }

    private static String processor() {
        return value(read("/proc/cpuinfo").lines(), "model name").orElse(System.getProperty("os.arch"));
    }

    private static String memory() {
        String kilobytes = value(read("/proc/meminfo").lines(), "MemTotal").orElse("0 kB");
        return Long.parseLong(kilobytes.replaceAll("[^0-9]", "")) / 1_000_000 + " GB";
    }

    private static Optional<String> value(Stream<String> lines, String key) {
        return lines.filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
