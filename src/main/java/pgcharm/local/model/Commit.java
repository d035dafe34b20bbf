package pgcharm.local.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Applies what a hook asked for, in Juju's order: checks, secrets one by one, then settings, ports and state together.
/// A failure among the secrets leaves those before it done.
final class Commit {
    private static final int STATE_LIMIT = 2 << 20;

    private final ModelState model;
    private final Unit unit;
    private final HookChanges changes;

    Commit(ModelState model, Unit unit, HookChanges changes) {
        this.model = model;
        this.unit = unit;
        this.changes = changes;
    }

    void apply() {
        checkRelations(changes.unitSettings);
        checkRelations(changes.applicationSettings);
        changes.state.ifPresent(Commit::checkState);
        Secrets secrets = new Secrets(model);
        each("creating secrets", changes.secretCreates.values(), create -> secrets.create(unit, create));
        each("updating secrets", changes.secretUpdates.values(), update -> secrets.update(unit, update));
        each("updating secret tracked revisions", changes.secretsToRefresh, id -> secrets.trackLatest(unit, id));
        each("granting secrets access", changes.secretGrants, access -> secrets.grant(unit, access));
        each("revoking secrets access", changes.secretRevokes, access -> secrets.revoke(unit, access));
        each("removing secrets", changes.secretRemovals.values(), removal -> secrets.remove(unit, removal));
        if (!changes.applicationSettings.isEmpty() && !model.applicationOf(unit).isLeader(unit)) {
            throw new ModelException("checking leadership continuity: \"" + unit.name() + "\" is not leader of \""
                    + unit.application() + "\"");
        }
        changes.unitSettings.forEach(
                (id, settings) -> model.relation(id).settings(unit.name()).update(settings));
        changes.applicationSettings.forEach((id, settings) ->
                model.relation(id).settings(unit.application()).update(settings));
        changes.ports.forEach(change -> unit.setPort(change.endpoint(), change.port(), change.open()));
        changes.state.ifPresent(state -> unit.state = new TreeMap<>(state));
    }

    private void checkRelations(Map<Integer, Map<String, String>> settings) {
        for (int id : settings.keySet()) {
            Relation relation = model.findRelation(id).orElseThrow(() -> new ModelException("permission denied"));
            if (!relation.inScope().contains(unit.name())) {
                throw ModelException.notFound("settings");
            }
        }
    }

    private static void checkState(Map<String, String> state) {
        int size = state.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (size > STATE_LIMIT) {
            throw new ModelException("persisting charm state: max allowed size (" + STATE_LIMIT + ") exceeded");
        }
    }

    private static <T> void each(String act, Collection<T> items, Consumer<T> apply) {
        List<String> failures = new ArrayList<>();
        for (T item : items) {
            try {
                apply.accept(item);
            } catch (ModelException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw new ModelException(act + ": " + String.join("\n", failures));
        }
    }
}
