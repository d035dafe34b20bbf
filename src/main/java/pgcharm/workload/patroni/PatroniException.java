package pgcharm.workload.patroni;

/// Why Patroni did not do what it was asked; the text names the member and never a password.
public final class PatroniException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// No connection, or no answer in time.
        UNREACHABLE,
        /// The certificate is not the member's, or not of the internal authority.
        NOT_TRUSTED,
        /// Wrong password of `patroni`.
        UNAUTHORIZED,
        /// Patroni says no; the text is its own.
        REFUSED
    }

    private final Kind kind;

    PatroniException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    PatroniException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
