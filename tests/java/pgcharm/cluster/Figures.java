package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// What the scenarios measure, as rows of a table in `target/cluster/figures.md`.
final class Figures {
    private static final Path FILE = Cluster.DIRECTORY.resolve("figures.md");

    private Figures() {}

    static void add(String what, Duration time) {
        add(what, "%.1f s".formatted(time.toMillis() / 1000.0));
    }

    static void add(String what, String value) {
        String row = "| " + what + " | " + value + " |";
        System.out.println(row);
        try {
            Files.writeString(FILE, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
