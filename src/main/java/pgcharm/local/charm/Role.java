package pgcharm.local.charm;

import java.util.Locale;

/// The side of a relation that an endpoint stands on.
public enum Role {
    REQUIRER,
    PROVIDER,
    PEER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
