package pgcharm.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pgcharm.access.Refusal;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// JSON inside databag values.
final class Json {
    private Json() {}

    /// Empty for a text that is no JSON or more than one value, and for `null`. A text inside that is no Unicode (half
    /// of a surrogate pair, written as an escape) could neither be a name nor be written back: it is no JSON either
    /// ([RFC 7493](https://www.rfc-editor.org/rfc/rfc7493#section-2.1)).
    static Optional<Object> value(String text) {
        try {
            return Optional.ofNullable(JsonText.read(text)).filter(Json::isUnicode);
        } catch (JsonException _) {
            return Optional.empty();
        }
    }

    private static boolean isUnicode(@Nullable Object value) {
        return switch (value) {
            case String text -> StandardCharsets.UTF_8.newEncoder().canEncode(text);
            case List<?> list -> list.stream().allMatch(Json::isUnicode);
            case Map<?, ?> map ->
                map.keySet().stream().allMatch(Json::isUnicode)
                        && map.values().stream().allMatch(Json::isUnicode);
            case null, default -> true;
        };
    }

    /// The client's own keys, as its library wants to find them again.
    static String echo(Map<String, String> client) {
        Map<String, String> echoed = new TreeMap<>(client);
        echoed.remove("data");
        return JsonText.write(echoed);
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
        return JsonText.write(statuses);
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
