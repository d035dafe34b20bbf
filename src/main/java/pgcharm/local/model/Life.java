package pgcharm.local.model;

import java.util.Locale;

/// How far an entity is from its removal.
public enum Life {
    ALIVE,
    DYING,
    DEAD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
