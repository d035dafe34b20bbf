package pgcharm.local.tools;

import java.io.Serial;

/// Arguments that a tool does not understand: exit code 2.
final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
