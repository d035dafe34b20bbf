package pgcharm.local.tools;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a tool prints its value.
public enum Format {
    JSON,
    SMART,
    YAML;

    public static Format parse(String text) {
        return switch (text) {
            case "json" -> JSON;
            case "smart" -> SMART;
            case "yaml" -> YAML;
            default -> throw new UsageException("unknown format \"" + text + "\"");
        };
    }

    /// With a line feed at the end, unless there is nothing to print.
    public String print(Object value) {
        Optional<?> present = value instanceof Optional<?> optional ? optional : Optional.of(value);
        if (present.isEmpty()) {
            return this == JSON ? "null\n" : "";
        }
        return print(this, present.get());
    }

    private static String print(Format format, Object value) {
        return switch (format) {
            case JSON -> GoJson.write(value) + "\n";
            case YAML -> GoYaml.write(value).stripTrailing() + "\n";
            case SMART ->
                switch (value) {
                    case String text -> text.isEmpty() ? "" : text + "\n";
                    case Boolean truth -> truth ? "True\n" : "False\n";
                    case List<?> list when list.isEmpty() -> "";
                    case List<?> list
                    when list.getFirst() instanceof String ->
                        list.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n"));
                    case Map<?, ?> map -> print(YAML, map);
                    default -> print(YAML, value);
                };
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
