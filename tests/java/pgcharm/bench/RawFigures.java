package pgcharm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pgcharm.local.run.HookRun;
import tools.jackson.databind.json.JsonMapper;

/// Results as JSON, every run on its own.
final class RawFigures {
    private RawFigures() {}

    static String of(Results results) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", results.machine());
        document.put("events", events(results.events()));
        Map<String, Object> sql = new LinkedHashMap<>();
        results.sql().forEach((event, count) -> sql.put(name(event), count));
        document.put("sql", sql);
        Map<String, Object> slow = new LinkedHashMap<>();
        results.slow().forEach(found -> slow.put(Integer.toString(found.delayMillis()), events(found.events())));
        document.put("slow", slow);
        List<Map<String, Object>> scales = new ArrayList<>();
        for (Scale scale : results.scales()) {
            scales.add(Map.of(
                    "relations", scale.relations(),
                    "changed", runs(scale.changed()),
                    "update-status", runs(scale.updateStatus()),
                    "config-changed", runs(scale.sweep()),
                    "sql", List.of(scale.changedSql(), scale.updateStatusSql(), scale.sweepSql())));
        }
        document.put("scales", scales);
        results.removal().ifPresent(removal -> document.put("removal", runs(removal.broken())));
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static Map<String, Object> events(Map<Event, Series> events) {
        Map<String, Object> object = new LinkedHashMap<>();
        events.forEach((event, series) -> object.put(name(event), runs(series)));
        return object;
    }

    private static List<Map<String, Object>> runs(Series series) {
        return series.runs().stream().map(RawFigures::run).toList();
    }

    private static Map<String, Object> run(HookRun run) {
        return Map.of(
                "wallMillis",
                run.wallMillis(),
                "cpuMillis",
                run.cpuMillis(),
                "kilobytes",
                run.peakKilobytes(),
                "tools",
                run.calls().stream()
                        .map(call -> "%.1f %s %.1f".formatted(call.atMillis(), call.tool(), call.millis()))
                        .toList());
    }

    private static String name(Event event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
