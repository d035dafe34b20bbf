package pgcharm.workload.pebble;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import pgcharm.json.JsonText;

/// Requests to Pebble's API and whether their answers are refusals.
///
/// The parameter `what` names what was to be done, for the texts of failures.
final class Api implements AutoCloseable {
    private static final String ANY = "*/*";

    private final Connection connection;

    Api(Connection connection) {
        this.connection = connection;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    Object get(String what, String target) {
        return result(what, connection.get(target, ANY, Duration.ZERO));
    }

    Object post(String what, String target, Map<String, Object> body) {
        return post(what, target, new StringEntity(JsonText.write(body), ContentType.APPLICATION_JSON));
    }

    Object post(String what, String target, HttpEntity body) {
        return result(what, connection.post(target, body));
    }

    /// An answer that need not be JSON.
    Reply download(String target, ContentType type) {
        return connection.get(target, type.getMimeType(), Duration.ZERO);
    }

    /// @return the id of the change that Pebble works on from now on
    String begin(String what, String target, Map<String, Object> body) {
        StringEntity json = new StringEntity(JsonText.write(body), ContentType.APPLICATION_JSON);
        return envelope(what, connection.post(target, json)).text("change");
    }

    /// The change, once it has ended; empty when it has not within that time.
    Optional<Change> ended(String id, Duration wait) {
        String target = "/v1/changes/" + encode(id) + "/wait?timeout=" + GoDuration.text(wait);
        Reply reply = connection.get(target, ANY, wait);
        return reply.status() == 504
                ? Optional.empty()
                : Optional.of(Replies.change(Fields.of(result("wait for change " + id, reply))));
    }

    PebbleException notReady(String why) {
        return connection.notReady(why);
    }

    /// The exception for an answer that is not what was asked for.
    PebbleException refusal(String what, Reply reply) {
        return reply.isFromNobody()
                ? notReady("it answers with status " + reply.status())
                : PebbleException.refused(
                        what,
                        reply.envelope()
                                .flatMap(envelope -> envelope.object("result"))
                                .flatMap(error -> error.string("message"))
                                .orElse("the answer has status " + reply.status() + " and is not Pebble's"));
    }

    @Override
    public void close() {
        connection.close();
    }

    Object result(String what, Reply reply) {
        return envelope(what, reply).value("result");
    }

    private Fields envelope(String what, Reply reply) {
        return reply.envelope().filter(_ -> reply.status() < 300).orElseThrow(() -> refusal(what, reply));
    }
}
