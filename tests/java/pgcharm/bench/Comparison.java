package pgcharm.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pgcharm.local.Deployment;
import pgcharm.local.run.HookRun;
import pgcharm.local.server.EmbeddedServer;

/// Every kind of hook in turn, round after round, so that what else the machine does meets all of them alike.
final class Comparison implements AutoCloseable {
    private static final String LEADER = Arena.PROVIDER + "/0";
    private static final String FOLLOWER = Arena.PROVIDER + "/1";

    private final Arena arena;
    private final int standing;
    private int visits;

    private Comparison(Arena arena, int standing) {
        this.arena = arena;
        this.standing = standing;
    }

    static Comparison open(Settings settings, EmbeddedServer server) {
        Arena arena = Arena.open(settings, "comparison", server, 2);
        arena.model()
                .deploy(Deployment.of("nothing", settings.nothing())
                        .withEnvironment("PYTHON", settings.python().toString()));
        arena.addClient("standing", 1);
        arena.addClient("visitor", 1);
        int standing = arena.relate("standing");
        arena.ask(standing, "standing", "standing");
        Comparison comparison = new Comparison(arena, standing);
        comparison.round();
        comparison.round();
        return comparison;
    }

    Map<Event, Series> measure(int rounds, Duration delay) {
        arena.delayTools(delay);
        Map<Event, List<HookRun>> runs = new EnumMap<>(Event.class);
        for (int i = 0; i < rounds; i++) {
            round().forEach((event, run) ->
                    runs.computeIfAbsent(event, _ -> new ArrayList<>()).add(run));
        }
        Map<Event, Series> series = new EnumMap<>(Event.class);
        runs.forEach((event, found) -> series.put(event, new Series(found)));
        return series;
    }

    /// Of one more round, which is not timed.
    Map<Event, SqlCount> countSql() throws SQLException {
        arena.sql().record(true);
        arena.sql().skip();
        Map<Event, SqlCount> counts = new EnumMap<>(Event.class);
        round().forEach((event, run) -> counts.put(event, arena.sql().of(run)));
        arena.sql().record(false);
        return counts;
    }

    private Map<Event, HookRun> round() {
        Map<Event, HookRun> runs = new EnumMap<>(Event.class);
        runs.put(Event.NOTHING, arena.fire("nothing/0", "update-status"));
        runs.put(Event.UPDATE_STATUS, arena.fire(LEADER, "update-status"));
        runs.put(Event.REPEATED, arena.changed(standing, "standing/0"));
        visits++;
        int visit = arena.relate("visitor");
        List<HookRun> asked = arena.ask(visit, "visitor", "visit_" + visits);
        runs.put(Event.FIRST, Arena.only(LEADER, "database-relation-changed", asked));
        runs.put(Event.FOLLOWER, Arena.only(FOLLOWER, "database-relation-changed", asked));
        List<HookRun> removed = arena.remove(visit);
        runs.put(Event.BROKEN, Arena.only(LEADER, "database-relation-broken", removed));
        return runs;
    }

    @Override
    public void close() {
        arena.close();
    }
}
