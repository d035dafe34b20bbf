package pgcharm.workload.pebble;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// What Pebble answered.
///
/// @param contentType with its parameters
/// @param octets the body, one char for each byte
record Reply(int status, String contentType, String octets) {
    /// What Pebble says while it ends or starts anew.
    private static final String RESTARTING = "(system|daemon)-restart";

    /// Empty where something else than Pebble answered.
    static Optional<Fields> envelope(String json) {
        try {
            Fields fields = new Fields(JsonText.readObject(json));
            return fields.string("type").isPresent() ? Optional.of(fields) : Optional.empty();
        } catch (JsonException _) {
            return Optional.empty();
        }
    }

    Optional<Fields> envelope() {
        return envelope(utf8(octets));
    }

    static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    boolean isMultipart() {
        return contentType.startsWith("multipart/");
    }

    /// Somebody who may know more in a moment.
    boolean isFromNobody() {
        Optional<String> restart = envelope()
                .flatMap(envelope -> envelope.object("maintenance").or(() -> envelope.object("result")))
                .flatMap(reason -> reason.string("kind"))
                .filter(kind -> kind.matches(RESTARTING));
        return restart.isPresent()
                || status == 503
                || (status >= 500 && envelope().isEmpty());
    }
}
