package pgcharm.juju;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// What hook tools print with `--format=json`, and the YAML they read.
final class Json {
    private Json() {}

    /// An empty map for `null`.
    ///
    /// @throws HookToolException when the text is not JSON: Juju never prints nothing at all
    static Object value(String tool, String text) {
        try {
            Object value = JsonText.read(text);
            return value == null ? Map.of() : value;
        } catch (JsonException _) {
            throw HookToolException.nonsense(tool, "not JSON");
        }
    }

    /// An empty map for `null`; values that are not strings as their text.
    static Map<String, String> strings(String tool, String text) {
        if (!(value(tool, text) instanceof Map<?, ?> map)) {
            throw HookToolException.nonsense(tool, "not a map");
        }
        Map<String, String> strings = new TreeMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                strings.put(String.valueOf(key), String.valueOf(value));
            }
        });
        return strings;
    }

    static List<String> list(String tool, String text) {
        Object value = value(tool, text);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw HookToolException.nonsense(tool, "not a list");
    }

    /// JSON that YAML readers take too: C1 controls, DEL, line separators and the byte order mark escaped, the rest of
    /// Unicode as it is (YAML 1.2, section 5.1; Juju's reader knows no surrogate escapes).
    static String yaml(Map<String, String> values) {
        String json = JsonText.write(new TreeMap<>(values));
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean printable = c < 0x7f || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe);
            if (printable) {
                escaped.append(c);
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
