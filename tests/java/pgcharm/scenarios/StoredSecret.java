package pgcharm.scenarios;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A secret as the model keeps it.
///
/// @param owner tag of a unit, an application or the model
/// @param label of the owner, or a user secret's name
/// @param revisions content by number
public record StoredSecret(String uri, String owner, String label, SortedMap<Integer, Map<String, String>> revisions) {
    public StoredSecret {
        revisions = new TreeMap<>(revisions);
    }

    String id() {
        return uri.substring(uri.indexOf(':') + 1);
    }

    public Map<String, String> latest() {
        return revisions.lastEntry().getValue();
    }
}
