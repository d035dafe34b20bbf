package pgcharm.scenarios;

import java.util.Map;
import java.util.TreeMap;

/// What the person who ran an action gets.
///
/// @param results nested keys joined by dots
/// @param message why it failed, or empty
public record ActionOutcome(boolean completed, Map<String, String> results, String message) {
    static ActionOutcome of(String status, Map<?, ?> results, String message) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", results, flat);
        return new ActionOutcome(status.equals("completed"), flat, message);
    }

    private static void flatten(String prefix, Map<?, ?> nested, Map<String, String> flat) {
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                flatten(prefix + key + ".", map, flat);
            } else {
                flat.put(prefix + key, String.valueOf(value));
            }
        });
    }

    public String result(String key) {
        return results.getOrDefault(key, "");
    }
}
