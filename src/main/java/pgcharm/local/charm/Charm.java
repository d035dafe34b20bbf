package pgcharm.local.charm;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an unpacked charm says about itself in metadata.yaml, config.yaml and actions.yaml (or, where those are
/// missing, in charmcraft.yaml).
///
/// @param resources file name by resource; empty for an image
public record Charm(
        String name,
        List<CharmEndpoint> endpoints,
        Set<String> extraBindings,
        Set<String> containers,
        Map<String, String> resources,
        Map<String, ConfigOption> options,
        Map<String, ActionSpec> actions) {
    public Charm {
        requireNonNull(name, "name");
        endpoints = List.copyOf(endpoints);
        extraBindings = Set.copyOf(extraBindings);
        containers = Set.copyOf(containers);
        resources = Map.copyOf(resources);
        options = Map.copyOf(options);
        actions = Map.copyOf(actions);
    }

    public static Charm read(Path directory) {
        Yaml whole = Yaml.read(directory.resolve("charmcraft.yaml"));
        Path metadataFile = directory.resolve("metadata.yaml");
        Yaml metadata = Files.exists(metadataFile) ? Yaml.read(metadataFile) : whole;
        if (!metadata.has("name")) {
            throw new CharmException("no charm in " + directory + ": metadata.yaml is missing or has no name");
        }
        Yaml config = Files.exists(directory.resolve("config.yaml"))
                ? Yaml.read(directory.resolve("config.yaml"))
                : whole.map("config");
        Yaml actions = Files.exists(directory.resolve("actions.yaml"))
                ? Yaml.read(directory.resolve("actions.yaml"))
                : whole.map("actions");
        Map<String, String> resources = new TreeMap<>();
        Yaml described = metadata.map("resources");
        for (String resource : described.values().keySet()) {
            resources.put(resource, described.map(resource).text("filename", ""));
        }
        return new Charm(
                metadata.text("name", ""),
                endpoints(metadata),
                new TreeSet<>(keys(metadata, "extra-bindings")),
                new TreeSet<>(keys(metadata, "containers")),
                resources,
                options(config.map("options")),
                actions(actions));
    }

    public Optional<CharmEndpoint> endpoint(String endpoint) {
        return endpoints.stream()
                .filter(candidate -> candidate.name().equals(endpoint))
                .findFirst();
    }

    private static Set<String> keys(Yaml metadata, String section) {
        return metadata.value(section).map(value -> value instanceof Map<?, ?> map ? map : Map.of()).stream()
                .flatMap(map -> map.keySet().stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private static List<CharmEndpoint> endpoints(Yaml metadata) {
        List<CharmEndpoint> found = new ArrayList<>();
        Map<String, Role> sections = Map.of("provides", Role.PROVIDER, "requires", Role.REQUIRER, "peers", Role.PEER);
        for (String section : List.of("provides", "requires", "peers")) {
            Yaml endpoints = metadata.map(section);
            for (String endpoint : new TreeSet<>(endpoints.values().keySet())) {
                Yaml entry = endpoints.map(endpoint);
                String interfaceName =
                        entry.values().isEmpty() ? endpoints.text(endpoint, "") : entry.text("interface", "");
                int limit = Integer.parseInt(entry.text("limit", "0"));
                found.add(new CharmEndpoint(
                        endpoint, requireNonNull(sections.get(section), section), interfaceName, limit));
            }
        }
        return found;
    }

    private static Map<String, ConfigOption> options(Yaml options) {
        Map<String, ConfigOption> found = new TreeMap<>();
        for (String option : options.values().keySet()) {
            Yaml entry = options.map(option);
            ConfigOption bare = new ConfigOption(
                    option, entry.text("type", "string"), Optional.empty(), entry.text("description", ""));
            found.put(
                    option,
                    new ConfigOption(
                            option,
                            bare.type(),
                            entry.value("default")
                                    .filter(value ->
                                            !value.equals("") || bare.type().equals("string"))
                                    .map(bare::parse),
                            bare.description()));
        }
        return found;
    }

    private static Map<String, ActionSpec> actions(Yaml actions) {
        Map<String, ActionSpec> found = new TreeMap<>();
        for (String action : actions.values().keySet()) {
            Yaml entry = actions.map(action);
            Map<String, Map<String, Object>> parameters = new TreeMap<>();
            Yaml params = entry.map("params");
            params.values()
                    .keySet()
                    .forEach(name -> parameters.put(name, params.map(name).values()));
            boolean additional = Boolean.parseBoolean(entry.text("additionalProperties", "true"));
            found.put(
                    action,
                    new ActionSpec(
                            action, entry.text("description", ""), parameters, entry.texts("required"), additional));
        }
        return found;
    }
}
