package pgcharm.json;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes one value, once.
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    String write(@Nullable Object value) {
        value(value);
        return out.toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> object(map);
            case Collection<?> collection -> array(collection);
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            case null -> out.append("null");
            default -> string(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Collection<?> collection) {
        char before = '[';
        for (Object value : collection) {
            out.append(before);
            value(value);
            before = ',';
        }
        out.append(collection.isEmpty() ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(c < 0x10 ? "\\u000" : "\\u001").append("0123456789ABCDEF".charAt(c & 0xf));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
