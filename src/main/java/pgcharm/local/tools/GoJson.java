package pgcharm.local.tools;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON as the Go library writes it: no spaces, `<`, `>` and `&` escaped.
final class GoJson {
    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    static String write(Object value) {
        GoJson json = new GoJson();
        json.value(value);
        return json.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case Optional<?> optional -> {
                if (optional.isPresent()) {
                    value(optional.get());
                } else {
                    out.append("null");
                }
            }
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case Boolean truth -> out.append(truth);
            case Double number -> out.append(number(number));
            case Number number -> out.append(number);
            case Instant time -> string(time.toString());
            default -> string(value.toString());
        }
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number).replace("E", "e");
    }

    private void map(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void list(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            value(item);
            separator = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\uFFFD' -> out.append("\\ufffd");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
