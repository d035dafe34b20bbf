package pgcharm.local.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.Model;
import pgcharm.local.TestCharm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ModelLinesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    @Test
    void livesThroughARelation() throws IOException {
        TestCharm keeper = TestCharm.of("keeper", directory).on("store-relation-changed", """
            if [[ -n $(relation-get --app secret keeper) ]]; then
                exit 0
            fi
            id=$(secret-add --label "$JUJU_RELATION_ID" token=abc)
            secret-grant "$id" -r "$JUJU_RELATION_ID"
            relation-set --app "secret=$id" "asked=$(relation-get --app name "$JUJU_REMOTE_APP")"
            """);
        TestCharm asker = TestCharm.of("asker", directory);
        try (Model model = Model.open(directory.resolve("model"))) {
            send(
                    model,
                    "deploy",
                    Map.of("app", "keeper", "charm_dir", keeper.directory().toString()));
            send(
                    model,
                    "deploy",
                    Map.of("app", "ghost", "charm_dir", asker.directory().toString(), "ghost", true));
            int relation = send(model, "integrate", Map.of("a", "keeper", "b", "ghost"))
                    .at("/result/id")
                    .asInt();
            send(model, "write_databag", Map.of("relation", relation, "entity", "ghost", "data", Map.of("name", "me")));
            assertThat(send(model, "settle", Map.of()).at("/result/errors").isEmpty())
                    .isTrue();
            JsonNode bag = send(model, "show", Map.of()).at("/result/relations/1/databags/keeper");
            assertThat(bag.path("asked").asString()).isEqualTo("me");
            JsonNode read = send(
                    model,
                    "read_secret",
                    Map.of("unit", "ghost/0", "uri", bag.path("secret").asString()));
            assertThat(read.at("/result/content/token").asString()).isEqualTo("abc");
            JsonNode runs = send(model, "history", Map.of("unit", "keeper/0")).at("/result/runs");
            assertThat(runs.valueStream().map(run -> run.path("hook").asString()))
                    .startsWith("install", "mates-relation-created", "store-relation-created", "leader-elected");
            send(model, "remove_relation", Map.of("relation", relation));
            send(model, "settle", Map.of());
            assertThat(send(model, "show", Map.of()).at("/result/relations").size())
                    .isEqualTo(1);
        }
    }

    @Test
    void answersWhatItCannotDo() {
        try (Model model = Model.open(directory.resolve("model"))) {
            assertThat(ModelLines.answer(model, "{\"cmd\": \"dance\"}"))
                    .isEqualTo("{\"ok\":false,\"error\":\"unknown command \\\"dance\\\"\"}");
            assertThat(ModelLines.answer(model, "{\"cmd\": \"fire\", \"unit\": \"a/0\", \"hook\": \"start\"}"))
                    .contains("unit \\\"a/0\\\" not found");
            assertThat(ModelLines.answer(model, "no JSON")).startsWith("{\"ok\":false");
        }
    }

    private static JsonNode send(Model model, String command, Map<String, Object> arguments) {
        Map<String, Object> request = new TreeMap<>(arguments);
        request.put("cmd", command);
        JsonNode answer = JSON.readTree(ModelLines.answer(model, JSON.writeValueAsString(request)));
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer;
    }
}
