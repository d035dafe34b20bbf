package pgcharm.local.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything a model consists of.
public final class ModelState {
    private String name = "";
    private String uuid = "";
    Map<String, Application> applications = new LinkedHashMap<>();
    TreeMap<Integer, Relation> relations = new TreeMap<>();
    Map<String, Secret> secrets = new LinkedHashMap<>();
    private int nextRelation;
    private int nextTask = 1;
    private int nextAddress = 1;
    private long nextSecret = 1;

    private ModelState() {}

    public ModelState(String name, String uuid) {
        this.name = name;
        this.uuid = uuid;
    }

    public String name() {
        return name;
    }

    public String uuid() {
        return uuid;
    }

    public Collection<Application> applications() {
        return Collections.unmodifiableCollection(applications.values());
    }

    public Collection<Relation> relations() {
        return Collections.unmodifiableCollection(relations.values());
    }

    public List<Secret> secrets() {
        return secrets.values().stream()
                .sorted(Comparator.comparingLong(Secret::sequence))
                .toList();
    }

    public Application application(String application) {
        return findApplication(application)
                .orElseThrow(() -> ModelException.notFound("application \"" + application + "\""));
    }

    public Optional<Application> findApplication(String application) {
        return Optional.ofNullable(applications.get(application));
    }

    /// The unit of that name; `app/leader` is the leader.
    public Unit unit(String unit) {
        if (unit.endsWith("/leader")) {
            Application application = application(Tags.applicationOf(unit));
            if (application.leader().isEmpty()) {
                throw new ModelException("could not determine leader for \"" + application.name() + "\"");
            }
            return unit(application.leader());
        }
        return findUnit(unit).orElseThrow(() -> ModelException.notFound("unit \"" + unit + "\""));
    }

    public Optional<Unit> findUnit(String unit) {
        return findApplication(Tags.applicationOf(unit))
                .flatMap(application -> application.units.stream()
                        .filter(candidate -> candidate.name().equals(unit))
                        .findFirst());
    }

    public List<Unit> units() {
        return applications.values().stream()
                .flatMap(application -> application.units.stream())
                .toList();
    }

    public Application applicationOf(Unit unit) {
        return application(unit.application());
    }

    public Optional<Relation> findRelation(int id) {
        return Optional.ofNullable(relations.get(id));
    }

    public Relation relation(int id) {
        return findRelation(id).orElseThrow(() -> ModelException.notFound("relation " + id));
    }

    public Optional<Secret> findSecret(String id) {
        return Optional.ofNullable(secrets.get(id));
    }

    int takeRelationId() {
        return nextRelation++;
    }

    public int takeTaskId() {
        return nextTask++;
    }

    long takeSecretSequence() {
        return nextSecret++;
    }

    String takeAddress(String prefix) {
        nextAddress++;
        return prefix + (nextAddress / 250) + "." + (2 + nextAddress % 250);
    }
}
