package pgcharm.juju;

import java.util.Locale;

/// What `juju status` shows for a unit or an application.
///
/// @param message one line
public record UnitStatus(Level level, String message) {
    public enum Level {
        ACTIVE,
        WAITING,
        BLOCKED,
        MAINTENANCE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static UnitStatus active(String message) {
        return new UnitStatus(Level.ACTIVE, message);
    }

    public static UnitStatus waiting(String message) {
        return new UnitStatus(Level.WAITING, message);
    }

    public static UnitStatus blocked(String message) {
        return new UnitStatus(Level.BLOCKED, message);
    }
}
