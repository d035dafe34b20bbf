package pgcharm.local.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.local.charm.Charm;
import pgcharm.local.charm.CharmEndpoint;
import pgcharm.local.charm.ConfigOption;
import pgcharm.local.charm.Role;
import tools.jackson.databind.JsonNode;

/// Builds a model from the recorded state around a unit.
public final class World {
    private final JsonNode json;
    private final ModelState model;
    private final Unit unit;

    public World(JsonNode json, String unitName, boolean leader) {
        this.json = json;
        model = new ModelState(
                json.at("/model/name").asString(), json.at("/model/uuid").asString());
        String own = Tags.applicationOf(unitName);
        addApplication(own, charm());
        for (JsonNode relation : json.path("relations")) {
            addRelation(relation, own);
        }
        json.path("units").propertyNames().forEach(this::unit);
        unit = unit(unitName);
        Application application = model.application(own);
        application.leader = leader ? unitName : own + "/99";
        describeUnit(application);
        for (JsonNode secret : json.path("secrets")) {
            addSecret(secret);
        }
    }

    public ModelState model() {
        return model;
    }

    public Unit unit() {
        return unit;
    }

    /// The recorded hook.
    public Hook hook(JsonNode hook) {
        String name = hook.path("name").asString();
        String relation = hook.path("relation").asString("");
        for (Hook.RelationEvent event : Hook.RelationEvent.values()) {
            if (name.endsWith("-" + event)) {
                return new Hook.RelationHook(
                        relation.substring(0, relation.indexOf(':')),
                        event,
                        Integer.parseInt(relation.substring(relation.indexOf(':') + 1)),
                        hook.path("remote_app").asString(""),
                        hook.path("remote_unit").asString(""),
                        hook.path("departing_unit").asString(""),
                        0,
                        true);
            }
        }
        return Hook.UnitHook.of(name);
    }

    private Charm charm() {
        List<CharmEndpoint> endpoints = json.path("endpoints").properties().stream()
                .map(entry -> new CharmEndpoint(
                        entry.getKey(), Role.valueOf(entry.getValue().asString().toUpperCase(Locale.ROOT)), "any", 0))
                .toList();
        Map<String, ConfigOption> options = new TreeMap<>();
        json.path("config")
                .properties()
                .forEach(entry -> options.put(
                        entry.getKey(), new ConfigOption(entry.getKey(), "string", value(entry.getValue()), "")));
        return new Charm("any", endpoints, Set.of("bind1"), Set.of(), Map.of(), options, Map.of());
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return Optional.of(node.isNumber() ? (Object) node.doubleValue() : node.asString());
    }

    private void addApplication(String name, Charm charm) {
        String address = json.path("relations")
                .valueStream()
                .map(relation -> relation.path("data").path(name + "/0").path("ingress-address"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse("10.152.183.4");
        model.applications.put(name, new Application(name, address, charm, "", false));
    }

    private Unit unit(String name) {
        return model.findUnit(name).orElseGet(() -> {
            Unit made = new Unit(name, "10.1.0." + (4 + Integer.parseInt(name.substring(name.indexOf('/') + 1))));
            made.status = Status.now(name.startsWith("client") ? "active" : "unknown", "");
            model.application(Tags.applicationOf(name)).units.add(made);
            return made;
        });
    }

    private void addRelation(JsonNode json, String own) {
        String name = json.path("id").asString();
        int id = Integer.parseInt(name.substring(name.indexOf(':') + 1));
        String endpoint = name.substring(0, name.indexOf(':'));
        String remote = json.path("remote_app").asString();
        if (model.findApplication(remote).isEmpty()) {
            addApplication(remote, new Charm(remote, List.of(), Set.of(), Set.of(), Map.of(), Map.of(), Map.of()));
        }
        Role role =
                model.application(own).charm().endpoint(endpoint).orElseThrow().role();
        Endpoint ours = new Endpoint(own, endpoint, role, "any");
        List<Endpoint> both = switch (role) {
            case PEER -> List.of(ours);
            case PROVIDER -> List.of(new Endpoint(remote, endpoint, Role.REQUIRER, "any"), ours);
            case REQUIRER -> List.of(ours, new Endpoint(remote, endpoint, Role.PROVIDER, "any"));
        };
        Relation relation = new Relation(id, both);
        relation.join();
        model.relations.put(id, relation);
        json.path("data").properties().forEach(bag -> {
            Map<String, String> values = new TreeMap<>();
            bag.getValue()
                    .properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asString()));
            relation.settings(bag.getKey()).update(values);
            if (bag.getKey().contains("/")) {
                unit(bag.getKey());
                relation.enter(bag.getKey(), Map.of());
            }
        });
    }

    private void describeUnit(Application application) {
        json.path("relations").forEach(relation -> {
            String name = relation.path("id").asString();
            UnitRelation memory = new UnitRelation();
            relation.path("units").forEach(member -> memory.members.put(member.asString(), 0L));
            unit.relations.put(Integer.parseInt(name.substring(name.indexOf(':') + 1)), memory);
        });
        json.path("units").properties().forEach(entry -> unit(entry.getKey()).status = status(entry.getValue()));
        unit.status = status(json.at("/status/unit"));
        application.status = status(json.at("/status/application"));
        json.path("state")
                .properties()
                .forEach(
                        entry -> unit.state.put(entry.getKey(), entry.getValue().asString()));
        json.path("opened_ports")
                .properties()
                .forEach(entry -> entry.getValue().forEach(port -> {
                    String[] parts = port.asString().split("[-/]");
                    int from = Integer.parseInt(parts[0]);
                    unit.setPort(
                            entry.getKey().equals("*") ? "" : entry.getKey(),
                            new Port(from, from, parts[parts.length - 1]),
                            true);
                }));
    }

    private static Status status(JsonNode node) {
        return Status.now(node.path(0).asString(), node.path(1).asString());
    }

    private void addSecret(JsonNode json) {
        Map<Integer, Map<String, String>> revisions = new TreeMap<>();
        json.path("revisions").properties().forEach(entry -> {
            Map<String, String> content = new TreeMap<>();
            entry.getValue()
                    .properties()
                    .forEach(pair -> content.put(
                            pair.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(pair.getValue().asString().getBytes(StandardCharsets.UTF_8))));
            revisions.put(Integer.parseInt(entry.getKey()), content);
        });
        Secret secret = new Secret(
                model.takeSecretSequence(),
                json.path("id").asString(),
                json.path("owner").asString(),
                "",
                revisions.getOrDefault(1, Map.of()));
        secret.describe(new SecretMetadata(
                json.path("label").asString(""),
                json.path("description").asString(""),
                json.path("rotate").asString(""),
                json.path("expires").asString("")));
        json.path("grants")
                .forEach(grant -> secret.grant(new SecretGrant(
                        grant.path("target").asString(), grant.path("relation").asString())));
        if (json.path("tracked_by_this_unit").isNumber()) {
            secret.track(
                    unit.tag(),
                    new SecretConsumer(
                            json.path("tracked_by_this_unit").asInt(),
                            1,
                            json.path("label_of_this_unit").asString("")));
        }
        revisions.forEach((number, content) -> {
            if (number > 1) {
                secret.addRevision(content);
            }
        });
        model.secrets.put(secret.id(), secret);
    }
}
