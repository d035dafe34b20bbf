package pgcharm.wire;

import static pgcharm.access.Refusal.Reason.MALFORMED_REQUEST;
import static pgcharm.access.Refusal.Reason.UNSUPPORTED_REQUEST;

import pgcharm.access.Names;
import pgcharm.access.Refusal;

/// Refusals that show while a databag is decoded.
final class Refusals {
    private Refusals() {}

    static Refusal malformed(String key, String resolution) {
        return new Refusal(MALFORMED_REQUEST, "malformed request: " + key, resolution);
    }

    static Refusal unsupported(String what, String resolution) {
        return new Refusal(UNSUPPORTED_REQUEST, "not supported: " + what, resolution);
    }

    /// A client's text in a message.
    static String shown(String text) {
        return Names.shown(text, 40);
    }
}
