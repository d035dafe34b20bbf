package pgcharm.local.lines;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.ModelException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One command with its arguments.
record Request(JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Request parse(String line) {
        return new Request(JSON.readTree(line));
    }

    static String print(Map<String, Object> answer) {
        return JSON.writeValueAsString(answer);
    }

    String command() {
        return text("cmd");
    }

    boolean has(String name) {
        return !json.path(name).isMissingNode() && !json.path(name).isNull();
    }

    /// The text of an argument, empty if there is none.
    String text(String name) {
        return json.path(name).asString("");
    }

    int number(String name, int otherwise) {
        return json.path(name).asInt(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return json.path(name).asBoolean(otherwise);
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        json.path(name)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    /// Values by name; those that are null are left out.
    Map<String, Object> values(String name) {
        Map<String, Object> values = new TreeMap<>();
        json.path(name).properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), value(entry.getValue()));
            }
        });
        return values;
    }

    /// A relation's id: a number, or `endpoint:number`.
    Optional<Integer> relation() {
        if (!has("relation")) {
            return Optional.empty();
        }
        String text = json.path("relation").asString("");
        String digits = text.substring(text.lastIndexOf(':') + 1);
        if (!digits.matches("[0-9]{1,9}")) {
            throw new ModelException("relation " + text + " not found");
        }
        return Optional.of(Integer.valueOf(digits));
    }

    private static Object value(JsonNode node) {
        return node.isIntegralNumber() ? node.longValue() : JSON.convertValue(node, Object.class);
    }
}
