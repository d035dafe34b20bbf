package pgcharm.access;

/// Why a request is not served, and what would heal it: published to the client and shown to the operator.
public record Refusal(Reason reason, String message, String resolution) {
    /// Codes of the `status` key. The client libraries take 4000–4999 as "may heal in place".
    public enum Reason {
        MALFORMED_REQUEST(4001),
        UNSUPPORTED_REQUEST(4002),
        INVALID_DATABASE_NAME(4003),
        FOREIGN_DATABASE(4004),
        ROLE_NOT_ALLOWED(4005),
        INVALID_USERNAME(4006),
        USERNAME_TAKEN(4007),
        SECRET_NOT_READABLE(4008),
        SECRET_INCOMPLETE(4009),
        ADMIN_LACKS_PRIVILEGE(4010),
        LOGIN_NOT_PROVED(4011),
        SERVER_REFUSED(4012),
        EXTENSION_NOT_ALLOWED(4013),
        PRIVILEGE_NOT_ALLOWED(4014);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    @Override
    public String toString() {
        return message + " — " + resolution;
    }
}
