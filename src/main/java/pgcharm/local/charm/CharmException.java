package pgcharm.local.charm;

import java.io.Serial;

/// A charm that cannot be read or unpacked, or input that its description refuses.
public final class CharmException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CharmException(String message) {
        super(message);
    }

    CharmException(String message, Throwable cause) {
        super(message, cause);
    }
}
