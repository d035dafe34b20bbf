package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// A line of the model's log.
///
/// @param entity tag of the unit
public record LogLine(Instant time, String entity, String level, String module, String message) {
    public LogLine {
        requireNonNull(time, "time");
        requireNonNull(entity, "entity");
        requireNonNull(level, "level");
        requireNonNull(module, "module");
        requireNonNull(message, "message");
    }
}
