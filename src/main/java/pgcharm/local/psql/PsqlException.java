package pgcharm.local.psql;

import java.io.Serial;

/// Why there is no connection; the message is what psql prints behind `psql: error: `.
final class PsqlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    PsqlException(String message) {
        super(message);
    }
}
