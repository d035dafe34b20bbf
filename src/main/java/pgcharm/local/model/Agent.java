package pgcharm.local.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.local.model.Hook.RelationHook;
import pgcharm.local.model.Hook.SecretHook;
import pgcharm.local.model.Hook.UnitHook;

/// Which hook a unit runs next, and what it remembers of one that has ended well: the unit agent's resolver.
public final class Agent {
    private final ModelState model;
    private final Unit unit;
    private final Application application;

    public Agent(ModelState model, Unit unit) {
        this.model = model;
        this.unit = unit;
        this.application = model.applicationOf(unit);
    }

    /// The next hook, if there is one. A unit with nothing left to do that is to be removed, is removed.
    public Optional<Hook> next() {
        if (unit.life == Life.DEAD || unit.failed != null) {
            return Optional.empty();
        }
        if (unit.next != null) {
            return Optional.of(unit.next);
        }
        return aliveOnly().or(this::lifecycle);
    }

    /// Remembers a hook that has ended well, or was skipped.
    public void done(Hook hook) {
        if (hook.equals(unit.next)) {
            unit.next = null;
        } else if (hook.equals(unit.fired.peekFirst())) {
            unit.fired.removeFirst();
        } else if (hook.equals(unit.updateStatus.peekFirst())) {
            unit.updateStatus.removeFirst();
        }
        switch (hook) {
            case UnitHook own -> done(own);
            case SecretHook secret -> done(secret);
            case RelationHook relation -> {
                if (!relation.forced()) {
                    new RelationAgent(model, unit).done(relation);
                }
            }
        }
    }

    private void done(UnitHook hook) {
        switch (hook.name()) {
            case "install" -> unit.installed = true;
            case "start" -> unit.started = true;
            case "stop" -> unit.stopped = true;
            case "remove" -> unit.removed = true;
            case "upgrade-charm" -> unit.next = UnitHook.of("config-changed");
            case "config-changed" -> {
                if (!unit.started) {
                    unit.next = UnitHook.of("start");
                }
            }
            default -> {}
        }
    }

    private void done(SecretHook hook) {
        switch (hook.name()) {
            case "secret-changed" -> unit.changedSecretsSeen.put(hook.id(), hook.revision());
            case "secret-remove" ->
                unit.obsoleteRevisionsSeen
                        .computeIfAbsent(hook.id(), _ -> new TreeSet<>())
                        .add(hook.revision());
            default -> {}
        }
    }

    private Optional<Hook> aliveOnly() {
        if (!unit.installed) {
            return Optional.empty();
        }
        if (unit.life != Life.ALIVE) {
            unit.leaderAccepted = false;
            return Optional.empty();
        }
        RelationAgent relations = new RelationAgent(model, unit);
        relations.enterNew();
        return relations
                .created()
                .or(this::leadership)
                .or(() -> Optional.ofNullable(unit.fired.peekFirst()))
                .or(this::secretHook);
    }

    private Optional<Hook> leadership() {
        boolean leads = application.isLeader(unit);
        if (leads && !unit.leaderAccepted) {
            unit.leaderAccepted = true;
            unit.leaderSettingsSeen = true;
            unit.next = UnitHook.of("leader-elected");
        } else if (!leads && !unit.leaderSettingsSeen) {
            unit.leaderAccepted = false;
            unit.leaderSettingsSeen = true;
            unit.next = UnitHook.of("leader-settings-changed");
        } else if (!leads) {
            unit.leaderAccepted = false;
        }
        return Optional.ofNullable(unit.next);
    }

    private Optional<Hook> lifecycle() {
        RelationAgent relations = new RelationAgent(model, unit);
        if (unit.life == Life.DYING) {
            return relations.next().or(this::teardown);
        }
        if (!unit.installed) {
            return Optional.of(UnitHook.of("install"));
        }
        if (unit.configSeen != application.configVersion) {
            return Optional.of(UnitHook.of("config-changed"));
        }
        return relations.next().or(() -> Optional.ofNullable(unit.updateStatus.peekFirst()));
    }

    private Optional<Hook> teardown() {
        if (unit.started && !unit.stopped) {
            return Optional.of(UnitHook.of("stop"));
        }
        if (unit.installed && !unit.removed) {
            return Optional.of(UnitHook.of("remove"));
        }
        new Applications(model).bury(unit);
        return Optional.empty();
    }

    private Optional<Hook> secretHook() {
        return model.secrets.isEmpty() ? Optional.empty() : changedSecret().or(this::obsoleteRevision);
    }

    private Optional<Hook> changedSecret() {
        for (Secret secret : model.secrets()) {
            Optional<SecretConsumer> consumer = secret.consumer(unit.tag())
                    .filter(reader -> reader.latest() > 1)
                    .filter(reader -> unit.changedSecretsSeen.getOrDefault(secret.id(), 0) != reader.latest());
            if (consumer.isPresent() && secret.isReadableBy(unit)) {
                String label = consumer.get().label();
                boolean own = secret.owner().equals(unit.tag())
                        || secret.owner().equals(Tags.application(application.name()));
                return Optional.of(new SecretHook(
                        "secret-changed",
                        secret.id(),
                        consumer.get().latest(),
                        label.isEmpty() && own ? secret.label() : label));
            }
        }
        return Optional.empty();
    }

    private Optional<Hook> obsoleteRevision() {
        for (Secret secret : model.secrets()) {
            boolean manages = secret.owner().equals(unit.tag())
                    || (application.isLeader(unit) && secret.owner().equals(Tags.application(application.name())));
            if (!manages) {
                continue;
            }
            Set<Integer> seen = unit.obsoleteRevisionsSeen.getOrDefault(secret.id(), Set.of());
            for (Map.Entry<Integer, SecretRevision> revision : new TreeMap<>(secret.revisions()).entrySet()) {
                if (revision.getValue().obsolete() && !seen.contains(revision.getKey())) {
                    return Optional.of(new SecretHook("secret-remove", secret.id(), revision.getKey(), secret.label()));
                }
            }
        }
        return Optional.empty();
    }
}
