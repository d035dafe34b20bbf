package pgcharm.local.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.Hook.RelationEvent;
import pgcharm.local.model.Hook.RelationHook;

/// The part of a unit's agent that follows its relations.
final class RelationAgent {
    private final ModelState model;
    private final Unit unit;
    private final Application application;

    RelationAgent(ModelState model, Unit unit) {
        this.model = model;
        this.unit = unit;
        this.application = model.applicationOf(unit);
    }

    /// Takes part in relations that the unit does not know yet.
    void enterNew() {
        for (int id : application.relations) {
            if (unit.relations.containsKey(id)) {
                continue;
            }
            model.findRelation(id)
                    .filter(relation -> relation.life() == Life.ALIVE)
                    .ifPresent(relation -> {
                        unit.relations.put(id, new UnitRelation());
                        new Relations(model).enter(unit, relation);
                    });
        }
    }

    Optional<Hook> created() {
        for (Map.Entry<Integer, UnitRelation> known : unit.relations.entrySet()) {
            Optional<Relation> relation = model.findRelation(known.getKey());
            if (!known.getValue().created
                    && relation.isPresent()
                    && relation.get().life() == Life.ALIVE) {
                return Optional.of(hook(relation.get(), RelationEvent.CREATED, "", "", 0));
            }
        }
        return Optional.empty();
    }

    Optional<Hook> next() {
        for (Map.Entry<Integer, UnitRelation> known : unit.relations.entrySet()) {
            Optional<Hook> hook =
                    model.findRelation(known.getKey()).flatMap(relation -> next(relation, known.getValue()));
            if (hook.isPresent()) {
                return hook;
            }
        }
        return Optional.empty();
    }

    void done(RelationHook hook) {
        UnitRelation memory = unit.relations.get(hook.relation());
        if (memory == null) {
            return;
        }
        switch (hook.event()) {
            case CREATED -> memory.created = true;
            case BROKEN -> new Relations(model).leave(unit, model.relation(hook.relation()));
            case DEPARTED -> memory.members.remove(hook.remoteUnit());
            case JOINED -> {
                memory.members.put(hook.remoteUnit(), hook.version());
                memory.changedDue = hook.remoteUnit();
            }
            case CHANGED -> {
                if (hook.remoteUnit().isEmpty()) {
                    memory.applicationVersion = hook.version();
                } else {
                    memory.members.put(hook.remoteUnit(), hook.version());
                }
                memory.changedDue = "";
            }
        }
    }

    private Optional<Hook> next(Relation relation, UnitRelation memory) {
        boolean ending = unit.life == Life.DYING || relation.life() == Life.DYING;
        Map<String, Long> present = ending ? Map.of() : present(relation);
        if (!memory.changedDue.isEmpty()) {
            long version = relation.hasSettings(memory.changedDue)
                    ? relation.settings(memory.changedDue).version()
                    : 0;
            return Optional.of(hook(relation, RelationEvent.CHANGED, memory.changedDue, "", version));
        }
        for (Map.Entry<String, Long> member : memory.members.entrySet()) {
            if (!present.containsKey(member.getKey())) {
                boolean weLeave = unit.life != Life.ALIVE || application.life != Life.ALIVE;
                return Optional.of(hook(
                        relation,
                        RelationEvent.DEPARTED,
                        member.getKey(),
                        weLeave ? unit.name() : member.getKey(),
                        member.getValue()));
            }
        }
        if (ending) {
            return relation.isPeer() ? Optional.empty() : Optional.of(hook(relation, RelationEvent.BROKEN, "", "", 0));
        }
        return news(relation, memory, present);
    }

    private Optional<Hook> news(Relation relation, UnitRelation memory, Map<String, Long> present) {
        long version = relation.settings(relation.other(unit.application())).version();
        if (memory.applicationVersion != version) {
            return Optional.of(hook(relation, RelationEvent.CHANGED, "", "", version));
        }
        for (Map.Entry<String, Long> member : present.entrySet()) {
            if (!memory.members.containsKey(member.getKey())) {
                return Optional.of(hook(relation, RelationEvent.JOINED, member.getKey(), "", member.getValue()));
            }
        }
        for (Map.Entry<String, Long> member : present.entrySet()) {
            if (!member.getValue().equals(memory.members.get(member.getKey()))) {
                return Optional.of(hook(relation, RelationEvent.CHANGED, member.getKey(), "", member.getValue()));
            }
        }
        return Optional.empty();
    }

    /// The remote units that take part, with the version of their settings. A dying one has departed.
    private Map<String, Long> present(Relation relation) {
        String other = relation.other(unit.application());
        Map<String, Long> units = new TreeMap<>();
        for (String name : relation.inScope()) {
            boolean remote =
                    !name.equals(unit.name()) && Tags.applicationOf(name).equals(other);
            if (remote
                    && model.findUnit(name)
                            .filter(found -> found.life == Life.ALIVE)
                            .isPresent()) {
                units.put(name, relation.settings(name).version());
            }
        }
        return units;
    }

    private RelationHook hook(
            Relation relation, RelationEvent event, String remoteUnit, String departing, long version) {
        return new RelationHook(
                relation.endpointOf(unit.application()).name(),
                event,
                relation.id(),
                relation.other(unit.application()),
                remoteUnit,
                departing,
                version,
                false);
    }
}
