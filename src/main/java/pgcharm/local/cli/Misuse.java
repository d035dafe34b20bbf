package pgcharm.local.cli;

import java.io.Serial;

/// Arguments that a command does not understand: exit code 2, and a word about its help.
final class Misuse extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
        super(message);
    }
}
