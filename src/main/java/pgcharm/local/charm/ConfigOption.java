package pgcharm.local.charm;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// An option of config.yaml. Values are String, Long, Double or Boolean.
public record ConfigOption(String name, String type, Optional<Object> defaultValue, String description) {
    public ConfigOption {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(description, "description");
    }

    /// The value as the option's type has it.
    public Object parse(Object value) {
        String text = value instanceof Double number && number == Math.rint(number) && !number.isInfinite()
                ? Long.toString(number.longValue())
                : value.toString();
        try {
            return switch (type) {
                case "int" -> Long.valueOf(text);
                case "float" -> Double.valueOf(text);
                case "boolean" -> parseBoolean(text);
                case "secret" -> parseSecret(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw refused(text, e);
        }
    }

    private Boolean parseBoolean(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "1", "t", "T" -> true;
            case "false", "False", "FALSE", "0", "f", "F" -> false;
            default -> throw refused(text, new IllegalArgumentException(text));
        };
    }

    private String parseSecret(String text) {
        if (!text.isEmpty() && !text.matches("(secret:(//[0-9a-f-]{36}/|[0-9a-f-]{36}/)?)?[0-9a-z]{20}")) {
            throw refused(text, new IllegalArgumentException(text));
        }
        return text.isEmpty() || text.startsWith("secret:") ? text : "secret:" + text;
    }

    private CharmException refused(String text, Exception cause) {
        return new CharmException("option \"" + name + "\" expected " + type + ", got \"" + text + "\"", cause);
    }
}
