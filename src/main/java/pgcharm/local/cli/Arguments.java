package pgcharm.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Arguments that several commands understand.
final class Arguments {
    private Arguments() {}

    /// `key=value` words, texts.
    static Map<String, String> pairs(List<String> words) {
        Map<String, String> pairs = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new Misuse("expected \"key=value\", got \"" + word + "\"");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    /// `key=value` and `key#file=path` words.
    static Map<String, String> secretContent(List<String> words) {
        Map<String, String> content = new TreeMap<>();
        pairs(words).forEach((key, value) -> {
            if (key.endsWith("#file")) {
                content.put(key.substring(0, key.length() - "#file".length()), readFile(value));
            } else {
                content.put(key, value);
            }
        });
        return content;
    }

    /// A YAML mapping in a file.
    static Map<String, Object> mapping(String file) {
        Map<String, Object> values = new TreeMap<>();
        try {
            if (new Load(LoadSettings.builder().build()).loadFromString(readFile(file)) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> values.put(String.valueOf(key), value == null ? "" : value));
                return values;
            }
        } catch (YamlEngineException e) {
            throw new Refusal("cannot read " + file + ": " + e.getMessage());
        }
        throw new Refusal("cannot read " + file + ": it holds no mapping");
    }

    /// A value as YAML has it: `3` is a number, `true` a truth.
    static Object yaml(String text) {
        try {
            Object value = new Load(LoadSettings.builder().build()).loadFromString(text);
            return switch (value) {
                case null -> "";
                case Integer number -> number.longValue();
                default -> value;
            };
        } catch (YamlEngineException _) {
            return text;
        }
    }

    static String readFile(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException _) {
            throw new Refusal("cannot read " + file + ": no such file, or not readable");
        }
    }
}
