package pgcharm.local.tools;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// YAML as the Go library writes it: block style, lists not indented.
final class GoYaml {
    private final StringBuilder out = new StringBuilder();

    private GoYaml() {}

    /// Ends with a line feed.
    static String write(Object value) {
        GoYaml yaml = new GoYaml();
        yaml.value(value, 0);
        yaml.out.append('\n');
        return yaml.out.toString();
    }

    /// A double as Go's `%g` has it.
    static String number(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        int limit = Math.max(decimal.precision(), 6);
        if (exponent >= -4 && exponent < (decimal.scale() > 0 ? Math.max(limit, 21) : 6)) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (number < 0 ? "-" : "")
                + mantissa
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Optional<?> optional -> {
                if (optional.isPresent()) {
                    value(optional.get(), indent);
                } else {
                    out.append("null");
                }
            }
            case Map<?, ?> map -> map(map, indent);
            case List<?> list -> list(list, indent);
            case Boolean truth -> out.append(truth);
            case Number number -> out.append(number(number.doubleValue()));
            case Instant time -> out.append(time);
            default -> new GoYamlScalar(value.toString(), indent).write(out);
        }
    }

    private void map(Map<?, ?> map, int indent) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String start = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(start);
            GoYamlScalar.key(String.valueOf(entry.getKey())).write(out);
            out.append(':');
            below(entry.getValue(), indent);
            start = "\n" + " ".repeat(indent);
        }
    }

    private void below(Object value, int indent) {
        Object inner = value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
        if (inner instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n').append(" ".repeat(indent + 2));
            map(map, indent + 2);
        } else if (inner instanceof List<?> list && !list.isEmpty()) {
            out.append('\n').append(" ".repeat(indent));
            list(list, indent);
        } else {
            out.append(' ');
            value(inner, indent + 2);
        }
    }

    private void list(List<?> list, int indent) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        String start = "";
        for (Object item : list) {
            out.append(start).append("- ");
            value(item, indent + 2);
            start = "\n" + " ".repeat(indent);
        }
    }
}
