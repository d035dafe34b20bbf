package pgcharm.bench;

import java.util.ArrayList;
import java.util.List;

/// Results as Markdown.
final class Tables {
    private final Results results;

    Tables(Results results) {
        this.results = results;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        results.machine().forEach(fact -> lines.add("- " + fact));
        lines.addAll(List.of("", "### One hook", ""));
        lines.addAll(events());
        if (!results.scales().isEmpty()) {
            lines.addAll(List.of("", "### Many relations", ""));
            lines.addAll(scales());
            results.removal()
                    .ifPresent(removal -> lines.addAll(List.of(
                            "",
                            "Then all %d were removed, each in %.0f ms (%.0f–%.0f); %d logins and %d secrets were left."
                                    .formatted(
                                            removal.broken().runs().size(),
                                            removal.broken().wallMillis(),
                                            removal.broken().lowMillis(),
                                            removal.broken().highMillis(),
                                            removal.leftRoles(),
                                            removal.leftSecrets()))));
        }
        if (!results.slow().isEmpty()) {
            lines.addAll(List.of("", "### A slow controller", ""));
            lines.addAll(slow());
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> events() {
        List<String> lines = new ArrayList<>(List.of(
                "| hook | wall ms (quartiles) | of do-nothing | goal | CPU ms | memory MB | hook tools | SQL connections"
                        + " | SQL statements | |",
                "|---|---|---|---|---|---|---|---|---|---|"));
        for (Event event : Event.values()) {
            Series series = results.of(event);
            SqlCount sql = results.sqlOf(event);
            lines.add("| %s | %.0f (%.0f–%.0f) | %.2f | %s | %.0f | %.0f | %d | %d | %d | %s |"
                    .formatted(
                            event.title(),
                            series.wallMillis(),
                            series.lowMillis(),
                            series.highMillis(),
                            results.ratio(event),
                            event == Event.NOTHING
                                    ? ""
                                    : "%.2f".formatted(event.goal().ratio()),
                            series.cpuMillis(),
                            series.megabytes(),
                            series.tools(),
                            sql.connections(),
                            sql.statements(),
                            missed(event)));
        }
        return lines;
    }

    private String missed(Event event) {
        List<String> missed = new ArrayList<>();
        Series series = results.of(event);
        if (results.ratio(event) > event.goal().ratio()) {
            missed.add("time");
        }
        if (series.tools() > event.goal().tools()) {
            missed.add("hook tools (" + event.goal().tools() + ")");
        }
        if (results.sqlOf(event).connections() > event.goal().connections()) {
            missed.add("connections (" + event.goal().connections() + ")");
        }
        if (series.megabytes() > event.goal().megabytes()) {
            missed.add("memory (" + event.goal().megabytes() + " MB)");
        }
        return missed.isEmpty() ? "" : "missed: " + String.join(", ", missed);
    }

    private List<String> scales() {
        List<String> lines = new ArrayList<>(List.of(
                "| relations | relation-changed: ms, tools, statements, server ms"
                        + " | update-status: ms, tools, statements, server ms"
                        + " | config-changed: ms, tools, statements, server ms | most SQL connections |",
                "|---|---|---|---|---|"));
        for (Scale scale : results.scales()) {
            int connections = Math.max(
                    scale.changedSql().connections(),
                    Math.max(
                            scale.updateStatusSql().connections(),
                            scale.sweepSql().connections()));
            lines.add("| %d | %s | %s | %s | %d |"
                    .formatted(
                            scale.relations(),
                            cell(scale.changed(), scale.changedSql()),
                            cell(scale.updateStatus(), scale.updateStatusSql()),
                            cell(scale.sweep(), scale.sweepSql()),
                            connections));
        }
        return lines;
    }

    private static String cell(Series series, SqlCount sql) {
        return "%.0f, %d, %d, %.1f"
                .formatted(series.wallMillis(), series.tools(), sql.statements(), sql.serverMillis());
    }

    private List<String> slow() {
        StringBuilder head = new StringBuilder("| hook | as it is |");
        StringBuilder rule = new StringBuilder("|---|---|");
        for (Slow slow : results.slow()) {
            head.append(" +").append(slow.delayMillis()).append(" ms a tool |");
            rule.append("---|");
        }
        List<String> lines = new ArrayList<>(List.of(head + " for each ms |", rule + "---|"));
        for (Event event : Event.values()) {
            StringBuilder line = new StringBuilder("| " + event.title() + " | "
                    + "%.0f".formatted(results.of(event).wallMillis()) + " |");
            for (Slow slow : results.slow()) {
                line.append(
                        " %.0f |".formatted(Results.series(slow.events(), event).wallMillis()));
            }
            lines.add(line + " %.1f |".formatted(results.slope(event)));
        }
        return lines;
    }
}
