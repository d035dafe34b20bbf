package pgcharm.workload.pebble;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An object of Pebble's JSON. A field that is absent, or of another type, is as if it were empty.
record Fields(Map<?, ?> values) {
    static Fields of(Object json) {
        return new Fields(json instanceof Map<?, ?> map ? map : Map.of());
    }

    /// The objects of a list.
    static List<Fields> listOf(Object json) {
        return json instanceof List<?> list ? list.stream().map(Fields::of).toList() : List.of();
    }

    /// An empty text for a field that is absent.
    Object value(String name) {
        return Optional.<Object>ofNullable(values.get(name)).orElse("");
    }

    String text(String name) {
        return value(name).toString();
    }

    Optional<String> string(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    long number(String name) {
        return value(name) instanceof Number number ? number.longValue() : 0;
    }

    boolean is(String name) {
        return value(name).equals(true);
    }

    Optional<Fields> object(String name) {
        return value(name) instanceof Map<?, ?> map ? Optional.of(new Fields(map)) : Optional.empty();
    }

    /// Values that are not texts as their text.
    Map<String, String> strings(String name) {
        Map<String, String> strings = new TreeMap<>();
        if (value(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
        }
        return strings;
    }
}
