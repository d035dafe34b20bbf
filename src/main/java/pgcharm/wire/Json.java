package pgcharm.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgcharm.access.Refusal;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// JSON inside databag values.
final class Json {
    private Json() {}

    /// Empty for a text that is no JSON or more than one value, and for `null`.
    static Optional<Object> value(String text) {
        try {
            return Optional.ofNullable(JsonText.read(text));
        } catch (JsonException _) {
            return Optional.empty();
        }
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
