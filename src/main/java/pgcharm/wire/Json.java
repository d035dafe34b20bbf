package pgcharm.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// A JSON list of objects with exactly these three keys, as the client libraries read it: one for each code, since
    /// they tell statuses apart by their codes.
    static String status(List<Refusal> refusals) {
        Map<Integer, List<Refusal>> byCode = refusals.stream()
                .collect(Collectors.groupingBy(refusal -> refusal.reason().code(), TreeMap::new, Collectors.toList()));
        List<Map<String, Object>> statuses = new ArrayList<>();
        byCode.forEach((code, same) -> {
            Map<String, Object> status = new TreeMap<>();
            status.put("code", code);
            status.put("message", joined(same.stream().map(Refusal::message)));
            status.put("resolution", joined(same.stream().map(Refusal::resolution)));
            statuses.add(status);
        });
        return text(statuses);
    }

    /// The objects of what [#status] wrote, by code; empty for anything else.
    static Map<String, Object> statusByCode(String status) {
        Map<String, Object> byCode = new TreeMap<>();
        if (value(status).orElse("") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> object && object.get("code") instanceof Integer code) {
                    byCode.put(code.toString(), object);
                }
            }
        }
        return byCode;
    }

    private static String joined(Stream<String> sentences) {
        return sentences.distinct().collect(Collectors.joining("; "));
    }
}
