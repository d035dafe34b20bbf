package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A status of a unit, its agent, or an application.
public record Status(String value, String message, Instant since) {
    private static final List<String> BY_WEIGHT =
            List.of("unknown", "active", "maintenance", "waiting", "blocked", "error");

    public Status {
        requireNonNull(value, "value");
        requireNonNull(message, "message");
        requireNonNull(since, "since");
    }

    public static Status now(String value, String message) {
        return new Status(value, message, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    int weight() {
        return BY_WEIGHT.indexOf(value);
    }
}
