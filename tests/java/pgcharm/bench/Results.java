package pgcharm.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that one run of the benchmark found.
///
/// @param slow by growing delay
record Results(
        List<String> machine,
        Map<Event, Series> events,
        Map<Event, SqlCount> sql,
        List<Slow> slow,
        List<Scale> scales,
        Optional<Removal> removal) {
    double ratio(Event event) {
        return wall(event) / wall(Event.NOTHING);
    }

    Series of(Event event) {
        return series(events, event);
    }

    SqlCount sqlOf(Event event) {
        return sql.getOrDefault(event, SqlCount.NONE);
    }

    /// What a hook takes longer for each millisecond that its tools take longer.
    double slope(Event event) {
        Slow slowest = slow.getLast();
        return (series(slowest.events(), event).wallMillis() - wall(event)) / slowest.delayMillis();
    }

    static Series series(Map<Event, Series> events, Event event) {
        Series series = events.get(event);
        if (series == null) {
            throw new IllegalStateException(event + " was not measured");
        }
        return series;
    }

    private double wall(Event event) {
        return of(event).wallMillis();
    }
}
