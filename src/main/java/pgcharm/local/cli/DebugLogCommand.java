package pgcharm.local.cli;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import pgcharm.local.run.Journal;
import pgcharm.local.run.LogLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// debug-log: what charms and the model had to say.
@Command(
        name = "debug-log",
        description = "Prints the last lines of the log, with --replay all. Unlike juju it does not wait for more.")
final class DebugLogCommand implements Callable<Integer> {
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARNING", "ERROR");

    private final Session session;

    @Option(names = "--replay", description = "every line there is")
    private boolean replay;

    @Option(
            names = {"-n", "--lines", "--limit"},
            description = "how many of the last lines",
            paramLabel = "<count>")
    private int lines = 10;

    @Option(
            names = {"-i", "--include"},
            description = "only of this unit or application",
            paramLabel = "<name>")
    private List<String> include = new ArrayList<>();

    @Option(
            names = {"-l", "--level"},
            description = "only from this level on",
            paramLabel = "<level>")
    private String level = "DEBUG";

    DebugLogCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int least = LEVELS.indexOf(level.toUpperCase(Locale.ROOT));
        if (least < 0) {
            throw new Misuse("level value \"" + level
                    + "\" is not one of \"TRACE\", \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\"");
        }
        List<LogLine> chosen = Journal.read(session.terminal().modelDirectory()).stream()
                .filter(line -> LEVELS.indexOf(line.level()) >= least)
                .filter(this::isIncluded)
                .toList();
        int from = replay ? 0 : Math.max(0, chosen.size() - lines);
        chosen.subList(from, chosen.size()).forEach(line -> session.println(text(line)));
        return 0;
    }

    private boolean isIncluded(LogLine line) {
        return include.isEmpty()
                || include.stream()
                        .map(name -> "unit-" + name.replaceFirst("^unit-", "").replace('/', '-'))
                        .anyMatch(name -> line.entity().equals(name)
                                || line.entity().replaceFirst("-[0-9]+$", "").equals(name));
    }

    private static String text(LogLine line) {
        LocalTime time = line.time().atZone(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
        return line.entity() + ": " + String.format("%tT", time) + " " + line.level() + " " + line.module() + " "
                + line.message();
    }
}
