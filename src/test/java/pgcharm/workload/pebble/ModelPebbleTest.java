package pgcharm.workload.pebble;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// The container in memory is no better than its likeness to Pebble.
final class ModelPebbleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Of the transcript: what a member asks for, in an order that leads from one to the next.
    private static final List<Integer> REPLAYED =
            List.of(3, 4, 7, 8, 13, 26, 27, 29, 31, 32, 33, 37, 38, 40, 44, 110, 111, 112, 113, 115, 117, 118, 119);

    /// Times, numbers of users, and what the charm does not read.
    private static final Set<String> ANY = Set.of(
            "last-modified", "user-id", "group-id", "current-since", "tasks", "spawn-time", "ready-time", "summary");

    @TempDir
    private Path directory;

    @Test
    void answersAsPebbleDid() throws Exception {
        String change = "";
        String recordedChange = "";
        try (ModelPebble model = new ModelPebble(directory.resolve("socket"))) {
            model.breakService("flaky");
            for (int number : REPLAYED) {
                JsonNode line = Recording.transcript("pebble-transcript.jsonl")
                        .get(number - 1)
                        .line();
                Recording recording = new Recording(JSON.readTree(
                        line.toString().replace("<DIR-ENCODED>", "/dir").replace("<DIR>", "/dir")));
                Reply reply = model.answer(request(recording.line(), recordedChange, change));
                JsonNode expected = answer(recording.reply());
                assertThat(reply.status())
                        .as("status of %s", line)
                        .isEqualTo(recording.reply().status());
                JsonNode given = answer(reply);
                if (reply.status() == 202) {
                    recordedChange = expected.path("change").asString();
                    change = given.path("change").asString();
                } else {
                    String id = recordedChange;
                    assertThat(plain(given.path("result"), change))
                            .as("answer to %s", line)
                            .isEqualTo(plain(expected.path("result"), id));
                }
            }
        }
    }

    private static UnixHttpServer.Request request(JsonNode line, String recordedChange, String change) {
        String[] words = line.path("request").asString().split(" ");
        JsonNode body = line.path("body");
        String text = body.isString() ? body.asString() : body.isMissingNode() ? "" : body.toString();
        return new UnixHttpServer.Request(
                words[0],
                words[1].replace("/changes/" + recordedChange + "/", "/changes/" + change + "/"),
                Map.of(
                        "content-type",
                        body.isString() ? "multipart/form-data; boundary=<BOUNDARY>" : "application/json"),
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /// The JSON of an answer; of several parts the last, and the others as its texts.
    private static JsonNode answer(Reply reply) {
        if (!reply.isMultipart()) {
            return JSON.readTree(Reply.utf8(reply.octets()));
        }
        List<Multipart.Part> parts = Multipart.parts(reply).orElseThrow();
        ObjectNode answer = (ObjectNode) JSON.readTree(parts.getLast().content());
        parts.subList(0, parts.size() - 1).forEach(part -> answer.put(part.filename(), part.content()));
        return JSON.createObjectNode().set("result", answer);
    }

    private static Object plain(JsonNode result, String change) {
        String text = result.toString().replaceAll("x\\.[A-Za-z0-9]{12}~:", "x:");
        JsonNode plain = JSON.readTree(text);
        plain.findParents("name").forEach(ModelPebbleTest::forget);
        forget(plain);
        if (plain instanceof ObjectNode fields && fields.path("id").asString("").equals(change)) {
            fields.remove("id");
        }
        return plain.isString() ? new Load(LoadSettings.builder().build()).loadFromString(plain.asString()) : plain;
    }

    private static void forget(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            fields.remove(ANY);
        }
    }
}
