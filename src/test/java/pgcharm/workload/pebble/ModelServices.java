package pgcharm.workload.pebble;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// Pebble's plan and services in memory, and its answers about them.
final class ModelServices {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<?, ?>> plan = new TreeMap<>();
    private final Map<String, String> services = new TreeMap<>();
    private final Map<String, String> changes = new TreeMap<>();
    private Optional<String> broken = Optional.empty();

    Map<String, Object> plan() {
        return new TreeMap<>(plan);
    }

    Map<String, String> standing() {
        return Map.copyOf(services);
    }

    List<Map<String, Object>> list() {
        return services.keySet().stream().map(this::service).toList();
    }

    void stand(String service, String current) {
        services.put(service, current);
    }

    void forget() {
        plan.clear();
        services.clear();
    }

    void breakService(String service) {
        broken = Optional.of(service);
    }

    /// @param added a layer, as the value that its YAML is
    boolean add(JsonNode added) {
        for (JsonNode check : added.path("checks")) {
            ObjectNode fields = (ObjectNode) check;
            fields.put("threshold", fields.path("threshold").asInt(3));
        }
        Map<?, ?> layer = JSON.convertValue(added, Map.class);
        layer.forEach((section, parts) -> {
            if (parts instanceof Map<?, ?> more && !more.isEmpty()) {
                Map<Object, Object> all = new TreeMap<>(plan.getOrDefault(String.valueOf(section), Map.of()));
                all.putAll(more);
                plan.put(String.valueOf(section), all);
            }
        });
        plan.getOrDefault("services", Map.of())
                .keySet()
                .forEach(name -> services.putIfAbsent(String.valueOf(name), "inactive"));
        return true;
    }

    private Map<String, Object> service(String name) {
        return Map.of(
                "name",
                name,
                "startup",
                enabled().contains(name) ? "enabled" : "disabled",
                "current",
                services.getOrDefault(name, ""));
    }

    List<String> enabled() {
        return plan.getOrDefault("services", Map.of()).entrySet().stream()
                .filter(entry ->
                        entry.getValue() instanceof Map<?, ?> service && "enabled".equals(service.get("startup")))
                .map(entry -> String.valueOf(entry.getKey()))
                .toList();
    }

    Reply start(List<String> names) {
        Optional<String> unknown =
                names.stream().filter(name -> !services.containsKey(name)).findFirst();
        if (unknown.isPresent()) {
            return ModelPebble.error(
                    400, "", "cannot start services: service \"" + unknown.get() + "\" does not exist");
        }
        String id = Integer.toString(changes.size() + 1);
        Optional<String> failing =
                names.stream().filter(name -> broken.equals(Optional.of(name))).findFirst();
        names.forEach(name -> services.put(name, failing.equals(Optional.of(name)) ? "error" : "active"));
        changes.put(id, failing.orElse(""));
        Map<String, Object> accepted = ModelPebble.envelope("async", 202, "Accepted", "");
        accepted.put("change", id);
        return ModelPebble.json(202, accepted);
    }

    Reply ended(String id) {
        if (!changes.containsKey(id)) {
            return ModelPebble.error(404, "not-found", "cannot find change with id \"" + id + "\"");
        }
        String failed = changes.getOrDefault(id, "");
        Map<String, Object> change = new TreeMap<>(
                Map.of("id", id, "kind", "start", "status", failed.isEmpty() ? "Done" : "Error", "ready", true));
        if (!failed.isEmpty()) {
            change.put(
                    "err",
                    "cannot perform the following tasks:\n- Start service \"" + failed
                            + "\" (service start attempt: exited quickly with code 3, will ignore)");
        }
        return ModelPebble.sync(change);
    }

    Reply signal(String service) {
        return "active".equals(services.get(service))
                ? ModelPebble.sync(true)
                : ModelPebble.error(500, "", "cannot send signal to \"" + service + "\": service is not running");
    }
}
