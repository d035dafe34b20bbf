package pgcharm.wire;

import static pgcharm.access.Refusal.Reason.MALFORMED_REQUEST;
import static pgcharm.access.Refusal.Reason.UNSUPPORTED_REQUEST;

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

    /// A client's text in a message: neither long nor unprintable.
    static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Zl}|\\p{Zp}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
