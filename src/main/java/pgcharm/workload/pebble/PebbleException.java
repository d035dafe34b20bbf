package pgcharm.workload.pebble;

import java.nio.file.Path;
import java.time.Duration;

/// Pebble could not be reached, or would not do what it was asked. The message holds Pebble's own words and never
/// what a file holds.
public final class PebbleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// The container is not up, is restarting or hangs: nobody needs to change anything, `pebble-ready` will come.
        NOT_READY,
        /// Pebble answered, and did not do it.
        REFUSED,
        /// Pebble began to do it, and it failed: a service that ended at once, a signal that could not be sent.
        CHANGE_FAILED
    }

    private final Kind kind;

    private PebbleException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static PebbleException notReady(Path socket, String why) {
        return new PebbleException(Kind.NOT_READY, "the container is not ready: " + socket + ": " + why);
    }

    /// @param what what was to be done, as in "cannot read files"
    static PebbleException refused(String what, String why) {
        return new PebbleException(Kind.REFUSED, "cannot " + what + ": " + why);
    }

    static PebbleException changeFailed(Change change) {
        return new PebbleException(
                Kind.CHANGE_FAILED,
                change.error().map(PebbleException::tasks).orElse(change.summary() + ": " + change.status()));
    }

    static PebbleException unfinished(String what, Duration patience) {
        return new PebbleException(
                Kind.CHANGE_FAILED, what + ": not done after " + patience.toSeconds() + " s, it goes on by itself");
    }

    /// One line: which tasks failed, and why.
    private static String tasks(String error) {
        return error.replaceFirst("^cannot perform the following tasks:\n- ", "")
                .replaceAll("\n- ", "; ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
