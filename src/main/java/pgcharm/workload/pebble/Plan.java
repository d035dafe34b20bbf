package pgcharm.workload.pebble;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// All layers of Pebble combined, those of the image too. Layers that were added are gone when Pebble starts anew.
public record Plan(Map<String, Object> sections) {

    /// @throws PebbleException when it is no YAML mapping
    static Plan of(String yaml) {
        try {
            if (new Load(LoadSettings.builder().build()).loadFromString(yaml) instanceof Map<?, ?> loaded) {
                return new Plan(loaded.entrySet().stream()
                        .filter(section -> section.getValue() != null)
                        .collect(Collectors.toMap(section -> String.valueOf(section.getKey()), Map.Entry::getValue)));
            }
            throw PebbleException.refused("read the plan", "it is no mapping");
        } catch (YamlEngineException _) {
            throw PebbleException.refused("read the plan", "it is no YAML");
        }
    }

    public Set<String> services() {
        return names("services");
    }

    /// Empty for a service that is not in the plan.
    public Optional<String> command(String service) {
        return service(service).string("command");
    }

    /// Empty for a service that is not in the plan.
    public Map<String, String> environment(String service) {
        return service(service).strings("environment");
    }

    public Set<String> checks() {
        return names("checks");
    }

    /// Whether adding the layer would change nothing.
    public boolean holds(Layer layer) {
        return layer.shape().entrySet().stream()
                .allMatch(section ->
                        section(section.getKey()).entrySet().containsAll(((Map<?, ?>) section.getValue()).entrySet()));
    }

    private Fields service(String name) {
        return Fields.of(new Fields(section("services")).value(name));
    }

    private Set<String> names(String section) {
        return section(section).keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private Map<?, ?> section(String name) {
        return sections.get(name) instanceof Map<?, ?> section ? section : Map.of();
    }
}
