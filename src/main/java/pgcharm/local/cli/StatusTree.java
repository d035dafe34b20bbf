package pgcharm.local.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.local.model.Application;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Status;
import pgcharm.local.model.Unit;

/// The model's status with Juju's keys, for `status --format json`.
final class StatusTree {
    private StatusTree() {}

    static Map<String, Object> of(ModelState model) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", model.name());
        about.put("type", "caas");
        about.put("controller", "juju-local");
        about.put("cloud", "this machine");
        about.put("version", "3.6.9");
        Map<String, Object> applications = new TreeMap<>();
        model.applications()
                .forEach(application -> applications.put(application.name(), application(model, application)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", about);
        all.put("machines", Map.of());
        all.put("applications", applications);
        return all;
    }

    private static Map<String, Object> application(ModelState model, Application application) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("charm", application.charm().name());
        tree.put("charm-origin", "local");
        tree.put("charm-name", application.charm().name());
        tree.put("charm-rev", 0);
        tree.put("scale", application.units().size());
        tree.put("address", application.address());
        tree.put("exposed", false);
        tree.put("application-status", status(application.effectiveStatus()));
        tree.put("relations", relations(model, application));
        Map<String, Object> units = new TreeMap<>();
        application.units().forEach(unit -> units.put(unit.name(), unit(application, unit)));
        tree.put("units", units);
        application.units().stream()
                .map(Unit::workloadVersion)
                .filter(version -> !version.isEmpty())
                .findFirst()
                .ifPresent(version -> tree.put("version", version));
        return tree;
    }

    private static Map<String, Object> relations(ModelState model, Application application) {
        Map<String, Object> relations = new TreeMap<>();
        for (Relation relation : model.relations()) {
            if (relation.involves(application.name())) {
                Map<String, Object> other = new LinkedHashMap<>();
                other.put("related-application", relation.other(application.name()));
                other.put("interface", relation.endpointOf(application.name()).interfaceName());
                other.put("scope", "global");
                relations.merge(
                        relation.endpointOf(application.name()).name(), List.of(other), StatusTree::concatenated);
            }
        }
        return relations;
    }

    private static Object concatenated(Object first, Object second) {
        return first instanceof List<?> one && second instanceof List<?> two
                ? Stream.concat(one.stream(), two.stream()).toList()
                : second;
    }

    private static Map<String, Object> unit(Application application, Unit unit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("workload-status", status(unit.failed().isPresent() ? unit.agent() : unit.status()));
        tree.put("juju-status", status(unit.failed().isPresent() ? Status.now("idle", "") : unit.agent()));
        if (application.isLeader(unit)) {
            tree.put("leader", true);
        }
        tree.put("address", unit.address());
        return tree;
    }

    private static Map<String, Object> status(Status status) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("current", status.value());
        if (!status.message().isEmpty()) {
            tree.put("message", status.message());
        }
        tree.put("since", status.since());
        return tree;
    }
}
