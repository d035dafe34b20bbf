package pgcharm.local.charm;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An action of actions.yaml.
///
/// @param parameters the JSON schema of each parameter
public record ActionSpec(
        String name,
        String description,
        Map<String, Map<String, Object>> parameters,
        List<String> required,
        boolean additionalProperties) {
    public ActionSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        parameters = Map.copyOf(parameters);
        required = List.copyOf(required);
    }

    /// The parameters with the defaults filled in.
    public Map<String, Object> accept(Map<String, Object> given) {
        Map<String, Object> all = new TreeMap<>();
        parameters.forEach((parameter, schema) ->
                Optional.ofNullable(schema.get("default")).ifPresent(value -> all.put(parameter, value)));
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            Map<String, Object> schema = parameters.getOrDefault(entry.getKey(), Map.of());
            if (!parameters.containsKey(entry.getKey()) && !additionalProperties) {
                throw new CharmException("validation failed: (root) : additional property \"" + entry.getKey()
                        + "\" is not allowed, given " + given.keySet());
            }
            check(entry.getKey(), schema, entry.getValue());
            all.put(entry.getKey(), entry.getValue());
        }
        for (String parameter : required) {
            if (!all.containsKey(parameter)) {
                throw new CharmException(
                        "validation failed: (root) : \"" + parameter + "\" property is missing and required");
            }
        }
        return all;
    }

    private static void check(String parameter, Map<String, Object> schema, Object value) {
        Object type = schema.getOrDefault("type", "");
        boolean fits = switch (type.toString()) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long || value instanceof Integer;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> true;
        };
        if (!fits) {
            throw new CharmException("validation failed: (root)." + parameter + " : must be of type " + type
                    + ", given \"" + value + "\"");
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
            throw new CharmException(
                    "validation failed: (root)." + parameter + " : must be one of " + allowed + ", given " + value);
        }
    }
}
