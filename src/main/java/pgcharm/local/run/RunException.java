package pgcharm.local.run;

import java.io.Serial;

/// Something around a hook that does not work: not the charm's fault.
public final class RunException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
