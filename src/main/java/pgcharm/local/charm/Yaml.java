package pgcharm.local.charm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A mapping read from YAML. Integers come as Long, nothing as the empty text.
record Yaml(Map<String, Object> values) {

    static Yaml read(Path file) {
        if (!Files.exists(file)) {
            return new Yaml(Map.of());
        }
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return of(loaded);
        } catch (IOException | YamlEngineException e) {
            throw new CharmException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Yaml of(Object loaded) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (loaded instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                values.put(String.valueOf(key), value == null ? "" : plain(value));
            });
        }
        return new Yaml(values);
    }

    Yaml map(String key) {
        return of(values.getOrDefault(key, Map.of()));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise).toString();
    }

    List<String> texts(String key) {
        return values.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case Map<?, ?> map -> of(map).values();
            case List<?> list -> list.stream().map(Yaml::plain).toList();
            default -> value;
        };
    }
}
