package pgcharm.local.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.charm.CharmEndpoint;
import pgcharm.local.charm.Role;

/// What happens to the relations of a model.
public final class Relations {
    private final ModelState model;

    public Relations(ModelState model) {
        this.model = model;
    }

    /// Integrates two applications, each given as `application[:endpoint]`.
    public Relation integrate(String first, String second) {
        List<Endpoint> pair = resolve(first, second);
        String key = String.join(" ", pair.stream().map(Endpoint::key).toList());
        if (find(pair).isPresent()) {
            throw new ModelException("cannot add relation \"" + key + "\": relation " + key + " already exists");
        }
        for (Endpoint endpoint : pair) {
            checkLimit(endpoint, key);
        }
        return add(pair);
    }

    /// The relation between two applications, each given as `application[:endpoint]`.
    public Relation between(String first, String second) {
        List<Relation> found = model.relations.values().stream()
                .filter(relation -> matches(relation, first, second))
                .toList();
        if (found.size() > 1) {
            throw ambiguous(
                    first, second, found.stream().map(Relation::endpoints).toList());
        }
        if (found.isEmpty()) {
            resolve(first, second);
            throw ModelException.notFound("relation \"" + first + " " + second + "\"");
        }
        return found.getFirst();
    }

    /// Units leave one by one; the last one ends the relation.
    public void remove(Relation relation) {
        if (relation.isPeer()) {
            throw new ModelException("cannot remove relation \"" + relation.key() + "\": is a peer relation");
        }
        relation.die();
        forgetIfEmpty(relation);
    }

    public void write(Relation relation, String entity, Map<String, String> changes) {
        if (!relation.hasSettings(entity)) {
            throw new ModelException("no databag of \"" + entity + "\" in relation " + relation.id());
        }
        relation.settings(entity).update(changes);
    }

    Relation add(List<Endpoint> endpoints) {
        List<Endpoint> ordered =
                endpoints.stream().sorted(Comparator.comparing(Endpoint::role)).toList();
        Relation relation = new Relation(model.takeRelationId(), ordered);
        model.relations.put(relation.id(), relation);
        ordered.forEach(
                endpoint -> model.application(endpoint.application()).relations.add(relation.id()));
        return relation;
    }

    void enter(Unit unit, Relation relation) {
        String address = model.applicationOf(unit).address();
        relation.enter(
                unit.name(),
                Map.of("egress-subnets", address + "/32", "ingress-address", address, "private-address", address));
        if (model.applicationOf(unit).isLeader(unit)) {
            relation.join();
        }
    }

    void leave(Unit unit, Relation relation) {
        relation.leave(unit.name());
        unit.relations.remove(relation.id());
        forgetIfEmpty(relation);
    }

    void forgetIfEmpty(Relation relation) {
        if (relation.life() == Life.ALIVE || !relation.inScope().isEmpty()) {
            return;
        }
        model.relations.remove(relation.id());
        for (Application application : model.applications()) {
            application.relations.remove(relation.id());
            application.units.forEach(unit -> unit.relations.remove(relation.id()));
        }
        model.secrets.values().forEach(secret -> secret.endScope(relation.tag()));
    }

    private static boolean matches(Relation relation, String first, String second) {
        return relation.endpoints().size() == 2
                && relation.endpoints().stream().anyMatch(endpoint -> isMeant(endpoint, first))
                && relation.endpoints().stream().anyMatch(endpoint -> isMeant(endpoint, second));
    }

    private static boolean isMeant(Endpoint endpoint, String text) {
        return text.equals(endpoint.application()) || text.equals(endpoint.key());
    }

    private Optional<Relation> find(List<Endpoint> pair) {
        return model.relations.values().stream()
                .filter(relation -> relation.endpoints().equals(pair))
                .findFirst();
    }

    private List<Endpoint> resolve(String first, String second) {
        List<List<Endpoint>> found = new ArrayList<>();
        for (Endpoint one : candidates(first)) {
            for (Endpoint other : candidates(second)) {
                if (one.interfaceName().equals(other.interfaceName())
                        && one.role() != other.role()
                        && !one.application().equals(other.application())) {
                    found.add(List.of(one, other).stream()
                            .sorted(Comparator.comparing(Endpoint::role))
                            .toList());
                }
            }
        }
        if (found.isEmpty()) {
            throw new ModelException("no relations found");
        }
        if (found.size() > 1) {
            throw ambiguous(first, second, found);
        }
        return found.getFirst();
    }

    private static ModelException ambiguous(String first, String second, List<List<Endpoint>> pairs) {
        List<String> texts = pairs.stream()
                .map(pair ->
                        "\"" + String.join(" ", pair.stream().map(Endpoint::key).toList()) + "\"")
                .toList();
        return new ModelException(
                "ambiguous relation: \"" + first + " " + second + "\" could refer to " + String.join("; ", texts));
    }

    private List<Endpoint> candidates(String text) {
        int colon = text.indexOf(':');
        Application application = model.application(colon < 0 ? text : text.substring(0, colon));
        String wanted = colon < 0 ? "" : text.substring(colon + 1);
        List<Endpoint> found = application.charm().endpoints().stream()
                .filter(endpoint -> endpoint.role() != Role.PEER)
                .filter(endpoint -> wanted.isEmpty() || endpoint.name().equals(wanted))
                .map(endpoint -> endpointOf(application, endpoint))
                .toList();
        if (found.isEmpty() && !wanted.isEmpty()) {
            throw new ModelException("application \"" + application.name() + "\" has no \"" + wanted + "\" relation");
        }
        return found;
    }

    static Endpoint endpointOf(Application application, CharmEndpoint endpoint) {
        return new Endpoint(application.name(), endpoint.name(), endpoint.role(), endpoint.interfaceName());
    }

    private void checkLimit(Endpoint endpoint, String key) {
        int limit = model.application(endpoint.application())
                .charm()
                .endpoint(endpoint.name())
                .map(CharmEndpoint::limit)
                .orElse(0);
        long present = model.relations.values().stream()
                .filter(relation -> relation.endpoints().contains(endpoint))
                .count();
        if (limit > 0 && present >= limit) {
            throw new ModelException("cannot add relation \"" + key + "\": establishing a new relation for "
                    + endpoint.key() + " would exceed its maximum relation limit of " + limit);
        }
    }
}
