package pgcharm.local.server;

import java.io.Serial;

/// An embedded server that cannot be unpacked, initialised, started or stopped.
public final class EmbeddedServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
