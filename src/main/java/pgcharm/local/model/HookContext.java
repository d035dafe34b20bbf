package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.local.model.Hook.RelationEvent;
import pgcharm.local.model.Hook.RelationHook;
import pgcharm.local.model.HookChanges.PortChange;

/// The model as one running hook or action sees it, and what it has asked for so far.
///
/// Databags of others and the configuration stay as they were first read. What the hook sets, it reads back.
public final class HookContext {
    private final ModelState model;
    private final Unit unit;
    private final Optional<Hook> hook;
    private final Optional<ActionRun> action;
    private final HookChanges changes = new HookChanges();
    private final HookSecrets secrets;
    private final Map<String, Map<String, String>> read = new HashMap<>();
    private final Map<String, Optional<Object>> config;
    private Optional<Status> statusRead = Optional.empty();

    private HookContext(ModelState model, Unit unit, Optional<Hook> hook, Optional<ActionRun> action) {
        this.model = requireNonNull(model, "model");
        this.unit = requireNonNull(unit, "unit");
        this.hook = hook;
        this.action = action;
        this.config = model.applicationOf(unit).config();
        this.secrets = new HookSecrets(model, unit, changes);
    }

    public static HookContext of(ModelState model, Unit unit, Hook hook) {
        return new HookContext(model, unit, Optional.of(hook), Optional.empty());
    }

    public static HookContext of(ModelState model, Unit unit, ActionRun action) {
        return new HookContext(model, unit, Optional.empty(), Optional.of(action));
    }

    public ModelState model() {
        return model;
    }

    public Unit unit() {
        return unit;
    }

    public Application application() {
        return model.applicationOf(unit);
    }

    public Optional<ActionRun> action() {
        return action;
    }

    public Optional<RelationHook> relationHook() {
        return hook.flatMap(
                running -> running instanceof RelationHook relation ? Optional.of(relation) : Optional.empty());
    }

    public HookSecrets secrets() {
        return secrets;
    }

    public HookChanges changes() {
        return changes;
    }

    public Map<String, Optional<Object>> config() {
        return config;
    }

    public boolean isLeader() {
        return application().isLeader(unit);
    }

    /// Applies the changes; throws where Juju's commit would fail.
    public void commit() {
        new Commit(model, unit, changes).apply();
    }

    // Relations

    /// The relations of an endpoint, without the one whose broken hook runs.
    public List<String> relationIds(String endpoint) {
        return unit.relations.keySet().stream()
                .flatMap(id -> model.findRelation(id).stream())
                .filter(relation -> !isBreaking(relation))
                .map(relation -> relation.nameFor(unit.application()))
                .filter(name -> name.startsWith(endpoint + ":"))
                .sorted()
                .toList();
    }

    /// A relation that the unit takes part in.
    public Optional<Relation> relation(int id) {
        return unit.relations.containsKey(id) ? model.findRelation(id) : Optional.empty();
    }

    /// The remote units that the charm has been told of.
    public List<String> members(Relation relation) {
        TreeSet<String> members = new TreeSet<>(
                requireNonNull(unit.relations.get(relation.id())).members.keySet());
        Optional<RelationHook> running = relationHook().filter(candidate -> candidate.relation() == relation.id());
        if (running.isPresent()) {
            String remote = running.get().remoteUnit();
            switch (running.get().event()) {
                case BROKEN -> members.clear();
                case DEPARTED -> members.remove(remote);
                case CREATED, JOINED, CHANGED -> {
                    if (!remote.isEmpty()) {
                        members.add(remote);
                    }
                }
            }
        }
        return List.copyOf(members);
    }

    public Map<String, String> ownSettings(Relation relation) {
        return withPending(relation, unit.name(), changes.unitSettings);
    }

    /// Those of our application: only the leader may read them, except among peers.
    public Map<String, String> ownApplicationSettings(Relation relation) {
        if (!relation.isPeer() && !isLeader()) {
            throw new ModelException("permission denied");
        }
        return withPending(relation, unit.application(), changes.applicationSettings);
    }

    public Map<String, String> settingsOf(Relation relation, String remoteUnit) {
        if (!relation.involves(Tags.applicationOf(remoteUnit))) {
            throw new ModelException("permission denied");
        }
        if (!relation.hasSettings(remoteUnit)) {
            throw new ModelException("cannot read settings for unit \"" + remoteUnit + "\" in relation \""
                    + relation.key() + "\": unit \"" + remoteUnit + "\": settings not found");
        }
        return remembered(relation, remoteUnit);
    }

    public Map<String, String> applicationSettingsOf(Relation relation, String application) {
        if (!relation.involves(application)) {
            throw new ModelException("permission denied");
        }
        return remembered(relation, application);
    }

    public void setSettings(Relation relation, Map<String, String> settings) {
        changes.unitSettings
                .computeIfAbsent(relation.id(), _ -> new TreeMap<>())
                .putAll(settings);
    }

    public void setApplicationSettings(Relation relation, Map<String, String> settings) {
        changes.applicationSettings
                .computeIfAbsent(relation.id(), _ -> new TreeMap<>())
                .putAll(settings);
    }

    // Status: at once

    public void setStatus(Status status) {
        unit.status = status;
        unit.statusSetByCharm = true;
    }

    public void setApplicationStatus(Status status) {
        application().status = status;
    }

    /// The unit's status as first read in this hook.
    public Status status() {
        Status status = statusRead.orElse(unit.status());
        statusRead = Optional.of(status);
        return status;
    }

    public void setWorkloadVersion(String version) {
        unit.workloadVersion = version;
    }

    public Map<String, String> leaderSettings() {
        return application().leaderSettings;
    }

    public void setLeaderSettings(Map<String, String> settings) {
        application().setLeaderSettings(settings);
    }

    // State and ports

    public Map<String, String> state() {
        return changes.state.orElse(unit.state);
    }

    public void setState(Map<String, String> state) {
        changes.state = Optional.of(new TreeMap<>(state));
    }

    public void setPort(String endpoint, Port port, boolean open) {
        changes.ports.add(new PortChange(endpoint, port, open));
    }

    /// Opened ports with those of this hook.
    public Map<String, Set<Port>> ports() {
        Map<String, Set<Port>> all = new TreeMap<>();
        unit.ports.forEach((endpoint, ports) -> all.put(endpoint, new TreeSet<>(ports)));
        for (PortChange change : changes.ports) {
            Set<Port> ports = all.computeIfAbsent(change.endpoint(), _ -> new TreeSet<>());
            if (change.open()) {
                ports.add(change.port());
            } else {
                ports.remove(change.port());
            }
        }
        all.values().removeIf(Set::isEmpty);
        return all;
    }

    private boolean isBreaking(Relation relation) {
        return relationHook()
                .filter(running -> running.event() == RelationEvent.BROKEN && running.relation() == relation.id())
                .isPresent();
    }

    private Map<String, String> remembered(Relation relation, String entity) {
        return read.computeIfAbsent(
                relation.id() + " " + entity,
                _ -> new TreeMap<>(relation.settings(entity).values()));
    }

    private Map<String, String> withPending(
            Relation relation, String entity, Map<Integer, Map<String, String>> pending) {
        Map<String, String> settings = new TreeMap<>(relation.settings(entity).values());
        settings.putAll(pending.getOrDefault(relation.id(), Map.of()));
        settings.values().removeIf(String::isEmpty);
        return settings;
    }
}
