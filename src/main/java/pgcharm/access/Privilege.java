package pgcharm.access;

import java.util.Comparator;

/// @param word of SQL's GRANT, in capitals
public record Privilege(DatabaseObject object, String word) implements Comparable<Privilege> {
    @Override
    public int compareTo(Privilege other) {
        return Comparator.comparing(Privilege::object)
                .thenComparing(Privilege::word)
                .compare(this, other);
    }
}
