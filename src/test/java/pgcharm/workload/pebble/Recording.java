package pgcharm.workload.pebble;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request and what Pebble 1.26.0 answered to it.
///
/// @param line of a transcript, which has `<DIR>` for the directory and `<BOUNDARY>` between the parts of a body
record Recording(JsonNode line) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Recording> transcript(String resource) {
        try (InputStream file = requireNonNull(Recording.class.getResourceAsStream("/pebble/" + resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> new Recording(JSON.readTree(line)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Targets are the same when they are so decoded, bodies as values; how long Pebble was to wait is of no account.
    boolean answers(UnixHttpServer.Request request) {
        return decoded(line.path("request").asString()).equals(request.method() + " " + decoded(request.target()))
                && recordedBody().equals(body(request));
    }

    Reply reply() {
        JsonNode answer = line.path("answer");
        String text = answer.isString() ? answer.asString() : answer.toString();
        return new Reply(
                line.path("status").asInt(),
                line.path("content_type").asString("application/json"),
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static String decoded(String target) {
        return URLDecoder.decode(target.replace("<DIR-ENCODED>", "<DIR>"), StandardCharsets.UTF_8)
                .replaceFirst("timeout=[^&]*", "timeout");
    }

    private JsonNode recordedBody() {
        JsonNode body = line.path("body");
        return body.isString() ? parts("multipart/form-data; boundary=<BOUNDARY>", body.asString()) : plain(body);
    }

    static JsonNode body(UnixHttpServer.Request request) {
        String type = request.headers().getOrDefault("content-type", "");
        String text = Reply.utf8(request.octets());
        return type.startsWith("multipart/")
                ? parts(type, text)
                : plain(text.isEmpty() ? JSON.missingNode() : JSON.readTree(text));
    }

    /// A layer as the value that its YAML is.
    private static JsonNode plain(JsonNode body) {
        if (body.isObject() && body.has("layer")) {
            Object layer = new Load(LoadSettings.builder().build())
                    .loadFromString(body.path("layer").asString());
            return ((ObjectNode) body.deepCopy()).set("layer", JSON.valueToTree(layer));
        }
        return body.isArray() || body.isObject() ? body : JSON.missingNode();
    }

    private static JsonNode parts(String type, String body) {
        ArrayNode parts = JSON.createArrayNode();
        for (Multipart.Part part : Multipart.parts(new Reply(
                        200, type, new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                .orElse(List.of())) {
            parts.add(JSON.valueToTree(Map.of(
                    "name",
                    part.name(),
                    "filename",
                    part.filename(),
                    "content",
                    part.name().equals("request") ? JSON.readTree(part.content()) : part.content())));
        }
        return parts;
    }
}
