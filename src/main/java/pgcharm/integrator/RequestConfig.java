package pgcharm.integrator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// What the operator wants asked for.
///
/// @param options of the charm that have a value
record RequestConfig(Map<String, String> options) {
    /// Options that become keys of the request under a name of their own.
    private static final List<String> ROLE_KEYS =
            List.of("extra-user-roles", "extra-group-roles", "entity-type", "entity-permissions");

    private static final Set<String> ENTITY_TYPES = Set.of("USER", "GROUP");
    private static final Set<String> PERMISSION_KEYS = Set.of("resource_name", "resource_type", "privileges");

    RequestConfig {
        options = Map.copyOf(options);
    }

    /// Empty where it is not set.
    String database() {
        return option("database-name");
    }

    /// Id of a secret of the operator, in any of Juju's forms.
    Optional<String> entitiesSecret() {
        return Optional.of(option("requested-entities-secret")).filter(id -> !id.isEmpty());
    }

    /// The keys of the request that the operator decides about; an empty value stands for an absent key.
    Map<String, String> request() {
        Map<String, String> request = new TreeMap<>(Map.of("database", database()));
        ROLE_KEYS.forEach(key -> request.put(key, option(key)));
        return request;
    }

    /// Whether a request asked for the same roles and entity.
    ///
    /// @param asked as it was written
    boolean hasRolesOf(Map<String, String> asked) {
        return ROLE_KEYS.stream().allMatch(key -> option(key).equals(asked.getOrDefault(key, "")));
    }

    /// What no provider could understand, and how to write it.
    Optional<String> problem() {
        if (!option("entity-type").isEmpty() && !ENTITY_TYPES.contains(option("entity-type"))) {
            return Optional.of("entity-type \"" + option("entity-type") + "\" is unknown: set USER or GROUP");
        }
        if (!option("entity-permissions").isEmpty() && !isPermissionList(option("entity-permissions"))) {
            return Optional.of("entity-permissions is malformed: set a JSON list of objects with resource_name,"
                    + " resource_type and privileges");
        }
        return Optional.empty();
    }

    private static boolean isPermissionList(String json) {
        try {
            return JsonText.read(json) instanceof List<?> list
                    && list.stream()
                            .allMatch(entry -> entry instanceof Map<?, ?> permission
                                    && permission.keySet().equals(PERMISSION_KEYS));
        } catch (JsonException _) {
            return false;
        }
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }
}
