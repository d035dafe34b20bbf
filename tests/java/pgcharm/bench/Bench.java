package pgcharm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// Measures, prints, and stores: `docs/benchmarks.md`, `docs/benchmarks.svg`, `target/bench.json`.
public final class Bench {
    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->\n";
    private static final Path DOCUMENT = Path.of("docs/benchmarks.md");

    private Bench() {}

    /// @param arguments as [Settings] wants them
    public static void main(String[] arguments) throws IOException, SQLException {
        Settings settings = Settings.of(List.of(arguments), System.getenv());
        Results results = measure(settings);
        String tables = new Tables(results).text();
        System.out.println("\n" + tables);
        Files.writeString(Path.of("target/bench.json"), RawFigures.of(results));
        Files.writeString(Path.of("docs/benchmarks.svg"), Plot.of(results));
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        Files.writeString(DOCUMENT, document.substring(0, begin) + "\n" + tables + "\n" + document.substring(end));
        if (!results.removal().map(Removal::isComplete).orElse(true)) {
            System.err.println("bench: the removal of all relations left something behind");
            System.exit(1);
        }
    }

    private static Results measure(Settings settings) throws SQLException {
        PostgresArchive archive = PostgresArchive.onClassPath().getFirst();
        List<String> machine = Machine.facts(archive, System.getenv());
        try (EmbeddedServer server =
                EmbeddedServer.start(settings.work().resolve("server"), archive, settings.postgres(), List.of())) {
            say("each hook " + settings.rounds() + " times");
            try (Comparison comparison = Comparison.open(settings, server)) {
                Map<Event, Series> events = comparison.measure(settings.rounds(), Duration.ZERO);
                Map<Event, SqlCount> sql = comparison.countSql();
                List<Slow> slow = new ArrayList<>();
                for (int delay : settings.delays()) {
                    say("hook tools that take " + delay + " ms longer");
                    slow.add(new Slow(delay, comparison.measure(3, Duration.ofMillis(delay))));
                }
                List<Scale> scales = new ArrayList<>();
                Optional<Removal> removal = settings.relations().isEmpty()
                        ? Optional.empty()
                        : Optional.of(scale(settings, server, scales));
                return new Results(machine, events, sql, slow, scales, removal);
            }
        }
    }

    private static Removal scale(Settings settings, EmbeddedServer server, List<Scale> scales) throws SQLException {
        try (Arena arena = Arena.open(settings, "scale", server, 1)) {
            return Scale.measure(arena, settings.relations(), scale -> {
                say(scale.relations() + " relations");
                scales.add(scale);
            });
        }
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
