package pgcharm.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a [JsonLinesModel] is told, as values.
final class JsonAnswers {
    private JsonAnswers() {}

    static Map<String, String> databag(JsonNode shown, int relation, String entity) {
        for (JsonNode each : shown.path("relations")) {
            if (each.path("id").asInt() == relation && each.path("databags").has(entity)) {
                return texts(each.path("databags").path(entity));
            }
        }
        throw new IllegalArgumentException("no databag of \"" + entity + "\" in relation " + relation);
    }

    static List<StoredSecret> secrets(JsonNode shown) {
        List<StoredSecret> secrets = new ArrayList<>();
        for (JsonNode secret : shown.path("secrets")) {
            SortedMap<Integer, Map<String, String>> revisions = new TreeMap<>();
            for (JsonNode revision : secret.path("revisions")) {
                revisions.put(revision.path("revision").asInt(), texts(revision.path("content")));
            }
            secrets.add(new StoredSecret(
                    secret.path("uri").asString(),
                    secret.path("owner").asString(),
                    secret.path("label").asString(),
                    revisions));
        }
        return secrets;
    }

    static List<PastRun> runs(JsonNode history) {
        List<PastRun> runs = new ArrayList<>();
        for (JsonNode run : history.path("runs")) {
            runs.add(new PastRun(
                    run.path("unit").asString(),
                    run.path("hook").asString(),
                    run.path("exit").asInt(),
                    run.path("committed").asBoolean(),
                    run.path("killed").asString(),
                    run.path("commit_error").asString(),
                    calls(run.path("calls")),
                    run.path("stdout").asString(),
                    run.path("stderr").asString()));
        }
        return runs;
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().asString()));
        return texts;
    }

    private static List<PastRun.ToolCall> calls(JsonNode calls) {
        List<PastRun.ToolCall> list = new ArrayList<>();
        for (JsonNode call : calls) {
            List<String> arguments = new ArrayList<>();
            call.path("args").forEach(argument -> arguments.add(argument.asString()));
            list.add(new PastRun.ToolCall(
                    call.path("tool").asString(),
                    arguments,
                    call.path("stdin").asString(""),
                    call.path("exit").asInt(),
                    call.path("stdout").asString(),
                    call.path("stderr").asString()));
        }
        return list;
    }
}
