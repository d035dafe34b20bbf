package pgcharm.local.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A databag of a unit or an application in one relation. The version counts the changes that others are told of.
public final class Settings {
    private Map<String, String> values = new TreeMap<>();
    private long version;

    Settings() {}

    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    long version() {
        return version;
    }

    /// An empty value removes its key.
    void update(Map<String, String> changes) {
        boolean changed = false;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String old = values.getOrDefault(change.getKey(), "");
            if (change.getValue().isEmpty()) {
                values.remove(change.getKey());
            } else {
                values.put(change.getKey(), change.getValue());
            }
            changed |= !old.equals(change.getValue());
        }
        if (changed) {
            version++;
        }
    }
}
