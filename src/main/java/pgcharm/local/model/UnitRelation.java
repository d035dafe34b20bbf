package pgcharm.local.model;

import java.util.Map;
import java.util.TreeMap;

/// What a unit's agent remembers of a relation: whom it has told the charm about, and at which version.
final class UnitRelation {
    boolean created;
    Map<String, Long> members = new TreeMap<>();
    long applicationVersion;
    /// The unit whose joined hook has run and whose changed hook is due, or empty.
    String changedDue = "";

    UnitRelation() {}
}
