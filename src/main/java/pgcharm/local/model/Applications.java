package pgcharm.local.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import pgcharm.local.charm.Charm;
import pgcharm.local.charm.CharmEndpoint;
import pgcharm.local.charm.ConfigOption;
import pgcharm.local.charm.Role;

/// What happens to the applications and units of a model.
public final class Applications {
    private final ModelState model;

    public Applications(ModelState model) {
        this.model = model;
    }

    /// An application without units. Its peer relations exist from the start.
    public Application add(String name, Charm charm, String charmPath, boolean ghost) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*")) {
            throw new ModelException("invalid application name \"" + name + "\"");
        }
        if (model.findApplication(name).isPresent()) {
            throw new ModelException("application \"" + name + "\" already exists");
        }
        Application application = new Application(name, model.takeAddress("10.152."), charm, charmPath, ghost);
        model.applications.put(name, application);
        addPeers(application, Set.of());
        return application;
    }

    public void describe(Application application, Map<String, String> resources, Map<String, String> environment) {
        application.resources.putAll(resources);
        application.environment.putAll(environment);
    }

    public Unit addUnit(Application application) {
        Unit unit = new Unit(nextName(application), model.takeAddress("10.1."));
        application.units.add(unit);
        if (application.isGhost()) {
            unit.installed = true;
            unit.started = true;
            unit.leaderSettingsSeen = true;
            unit.configSeen = application.configVersion;
            unit.status = Status.now("active", "");
            unit.agent = Status.now("idle", "");
        }
        elect(application);
        return unit;
    }

    /// Pods of a StatefulSet are numbered from 0: a unit of a charm with a workload comes back under its name. No other
    /// unit ever does.
    private static String nextName(Application application) {
        if (application.charm.containers().isEmpty()) {
            return application.name() + "/" + application.nextUnit++;
        }
        List<String> taken = application.units.stream().map(Unit::name).toList();
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> application.name() + "/" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /// Gives the application other charm files; its units are to run upgrade-charm.
    public void upgrade(Application application, Charm charm, String charmPath) {
        Set<String> known = new HashSet<>();
        application.charm.endpoints().forEach(endpoint -> known.add(endpoint.name()));
        application.charm = charm;
        application.charmPath = charmPath;
        addPeers(application, known);
        application.units.forEach(unit -> unit.fired.add(Hook.UnitHook.of("upgrade-charm")));
    }

    public void remove(Application application) {
        application.life = Life.DYING;
        Relations relations = new Relations(model);
        for (int id : List.copyOf(application.relations)) {
            model.findRelation(id).filter(relation -> !relation.isPeer()).ifPresent(relations::remove);
        }
        List.copyOf(application.units).forEach(this::die);
        if (application.units.isEmpty()) {
            forget(application);
        }
    }

    public void removeUnit(Unit unit) {
        die(unit);
        Application application = model.applicationOf(unit);
        if (application.isLeader(unit)) {
            application.units.stream()
                    .filter(other -> other.life == Life.ALIVE)
                    .findFirst()
                    .ifPresent(other -> application.leader = other.name());
        }
    }

    public void lead(Application application, Unit unit) {
        application.leader = unit.name();
    }

    /// Takes texts or typed values; an empty Optional resets an option. Says whether anything changed.
    public boolean configure(Application application, Map<String, Object> set, Set<String> reset) {
        Map<String, Object> changed = new TreeMap<>(application.settings);
        for (Map.Entry<String, Object> entry : set.entrySet()) {
            changed.put(entry.getKey(), option(application, entry.getKey()).parse(entry.getValue()));
        }
        for (String name : reset) {
            changed.remove(option(application, name).name());
        }
        Map<String, ?> before = application.config();
        application.settings = changed;
        if (before.equals(application.config())) {
            return false;
        }
        application.configVersion++;
        return true;
    }

    /// Forgets a unit that has run its last hook.
    void bury(Unit unit) {
        unit.life = Life.DEAD;
        Relations relations = new Relations(model);
        Application application = model.applicationOf(unit);
        for (int id : List.copyOf(application.relations)) {
            model.findRelation(id)
                    .filter(relation -> relation.inScope().contains(unit.name()))
                    .ifPresent(relation -> relations.leave(unit, relation));
        }
        application.units.remove(unit);
        new Secrets(model).forget(unit.tag());
        if (application.isLeader(unit)) {
            application.leader = "";
            elect(application);
        }
        if (application.life != Life.ALIVE && application.units.isEmpty()) {
            forget(application);
        }
    }

    private static ConfigOption option(Application application, String name) {
        ConfigOption option = application.charm.options().get(name);
        if (option == null) {
            throw new ModelException("unknown option \"" + name + "\"");
        }
        return option;
    }

    private void die(Unit unit) {
        unit.life = Life.DYING;
        if (model.applicationOf(unit).isGhost()) {
            unit.stopped = true;
            unit.removed = true;
        }
    }

    private void elect(Application application) {
        if (application.leader.isEmpty()) {
            application.units.stream()
                    .filter(unit -> unit.life == Life.ALIVE)
                    .findFirst()
                    .ifPresent(unit -> application.leader = unit.name());
        }
    }

    private void addPeers(Application application, Set<String> known) {
        for (CharmEndpoint endpoint : application.charm.endpoints()) {
            if (endpoint.role() == Role.PEER && !known.contains(endpoint.name())) {
                new Relations(model).add(List.of(Relations.endpointOf(application, endpoint)));
            }
        }
    }

    private void forget(Application application) {
        Relations relations = new Relations(model);
        for (int id : new ArrayList<>(application.relations)) {
            model.findRelation(id).ifPresent(relation -> {
                relation.die();
                relations.forgetIfEmpty(relation);
            });
        }
        new Secrets(model).forget(Tags.application(application.name()));
        model.applications.remove(application.name());
    }
}
