package pgcharm.local.cli;

import java.io.Serial;

/// Something a command cannot do; the message is for the user.
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
