package pgcharm.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pgcharm.local.run.HookRun;

/// The same hooks at growing numbers of relations.
///
/// @param relations how many there were
/// @param changed relation-changed of one of them
/// @param updateStatus looks at each relation
/// @param sweep config-changed, which works through each relation with its secrets
record Scale(
        int relations,
        Series changed,
        SqlCount changedSql,
        Series updateStatus,
        SqlCount updateStatusSql,
        Series sweep,
        SqlCount sweepSql) {
    private static final String LEADER = Arena.PROVIDER + "/0";

    /// At growing numbers, of which the server has as many databases and five times as many roles; empties the arena at
    /// the end.
    static Removal measure(Arena arena, List<Integer> numbers, Consumer<Scale> found) throws SQLException {
        List<Integer> relations = new ArrayList<>();
        for (int wanted : numbers) {
            arena.sql().addBystanders(relations.size(), wanted);
            while (relations.size() < wanted) {
                String client = "client" + relations.size();
                arena.addClient(client, 0);
                int relation = arena.model().integrate(Arena.PROVIDER + ":database", client);
                arena.ask(relation, client, "scale_" + relations.size());
                relations.add(relation);
            }
            found.accept(at(arena, wanted, relations.getFirst()));
        }
        return Removal.of(arena, relations);
    }

    private static Scale at(Arena arena, int relations, int relation) throws SQLException {
        List<HookRun> changed = new ArrayList<>();
        List<HookRun> updates = new ArrayList<>();
        List<HookRun> sweeps = new ArrayList<>();
        // looks into the secrets of the relations that are new
        arena.fire(LEADER, "config-changed");
        for (int i = 0; i < 5; i++) {
            changed.add(arena.changed(relation, ""));
            updates.add(arena.fire(LEADER, "update-status"));
        }
        sweeps.add(arena.fire(LEADER, "config-changed"));
        arena.sql().record(true);
        arena.sql().skip();
        HookRun oneChanged = arena.changed(relation, "");
        HookRun oneUpdate = arena.fire(LEADER, "update-status");
        HookRun oneSweep = arena.fire(LEADER, "config-changed");
        arena.sql().record(false);
        return new Scale(
                relations,
                new Series(changed),
                arena.sql().of(oneChanged),
                new Series(updates),
                arena.sql().of(oneUpdate),
                new Series(sweeps),
                arena.sql().of(oneSweep));
    }
}
