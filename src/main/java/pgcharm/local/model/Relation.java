package pgcharm.local.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A relation between two applications, or, for peers, of one with itself.
public final class Relation {
    private int id;
    private List<Endpoint> endpoints = List.of();
    private Life life = Life.ALIVE;
    private Map<String, Settings> databags = new TreeMap<>();
    private Set<String> inScope = new TreeSet<>();
    private String status = "joining";

    private Relation() {}

    /// @param endpoints the requirer first
    Relation(int id, List<Endpoint> endpoints) {
        this.id = id;
        this.endpoints = List.copyOf(endpoints);
        endpoints.forEach(endpoint -> databags.put(endpoint.application(), new Settings()));
    }

    public int id() {
        return id;
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    public Life life() {
        return life;
    }

    public boolean isPeer() {
        return endpoints.size() == 1;
    }

    /// Databags by name of unit or application.
    public Map<String, Settings> databags() {
        return Collections.unmodifiableMap(databags);
    }

    /// The units that take part.
    public Set<String> inScope() {
        return Collections.unmodifiableSet(inScope);
    }

    public String status() {
        return status;
    }

    public String key() {
        return String.join(" ", endpoints.stream().map(Endpoint::key).toList());
    }

    public String tag() {
        return "relation-" + key().replace(':', '.').replace(' ', '#');
    }

    public boolean involves(String application) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.application().equals(application));
    }

    /// The side of an application that is part of the relation.
    public Endpoint endpointOf(String application) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.application().equals(application))
                .findFirst()
                .orElseThrow(() -> new ModelException(application + " is not in relation " + id));
    }

    /// The other application; for peers the same one.
    public String other(String application) {
        return endpoints.stream()
                .map(Endpoint::application)
                .filter(candidate -> !candidate.equals(application))
                .findFirst()
                .orElse(application);
    }

    /// The relation's name for an application: `endpoint:id`.
    public String nameFor(String application) {
        return endpointOf(application).name() + ":" + id;
    }

    Settings settings(String entity) {
        return databags.computeIfAbsent(entity, _ -> new Settings());
    }

    boolean hasSettings(String entity) {
        return databags.containsKey(entity);
    }

    void enter(String unit, Map<String, String> initial) {
        inScope.add(unit);
        if (!hasSettings(unit)) {
            Settings fresh = new Settings();
            fresh.update(initial);
            databags.put(unit, fresh);
        }
    }

    void leave(String unit) {
        inScope.remove(unit);
    }

    void join() {
        status = "joined";
    }

    void die() {
        life = Life.DYING;
    }
}
