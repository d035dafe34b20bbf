package pgcharm.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.access.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.jr.ob.JSON;

/// JSON inside databag values.
final class Json {
    private Json() {}

    /// Empty for a text that is no JSON or more than one value, and for `null`.
    static Optional<Object> value(String text) {
        try (JsonParser parser = JSON.std.createParser(text)) {
            Optional<Object> value = Optional.ofNullable(JSON.std.anyFrom(parser));
            return parser.nextToken() == null ? value : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /// With the keys of maps whose value is `null`, which some libraries insist on.
    static String text(Object value) {
        return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
    }

    /// The client's own keys, as its library wants to find them again.
    static String echo(Map<String, String> client) {
        Map<String, String> echoed = new TreeMap<>(client);
        echoed.remove("data");
        return text(echoed);
    }

    /// A JSON list of objects with exactly these three keys, as the client libraries read it.
    static String status(List<Refusal> refusals) {
        return text(refusals.stream()
                .map(refusal -> new TreeMap<>(Map.of(
                        "code", refusal.reason().code(),
                        "message", refusal.message(),
                        "resolution", refusal.resolution())))
                .toList());
    }
}
