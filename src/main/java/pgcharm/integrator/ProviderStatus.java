package pgcharm.integrator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// One entry of the provider's `status` key.
record ProviderStatus(int code, String message, String resolution) {
    /// Nothing from a text that is not what the interface says: it must not harm what else the provider published.
    static List<ProviderStatus> decode(String json) {
        try {
            return JsonText.read(json) instanceof List<?> list
                    ? list.stream().flatMap(ProviderStatus::entry).toList()
                    : List.of();
        } catch (JsonException _) {
            return List.of();
        }
    }

    /// Codes from 1000 to 1999 only inform.
    boolean isTrouble() {
        return code / 1000 != 1;
    }

    /// One line for a person.
    String text() {
        String text = resolution.isEmpty() ? message : message + " — " + resolution;
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Stream<ProviderStatus> entry(Object value) {
        return value instanceof Map<?, ?> entry && entry.get("code") instanceof Number code
                ? Stream.of(new ProviderStatus(code.intValue(), text(entry, "message"), text(entry, "resolution")))
                : Stream.empty();
    }

    private static String text(Map<?, ?> entry, String key) {
        return entry.get(key) instanceof String text ? text : "";
    }
}
