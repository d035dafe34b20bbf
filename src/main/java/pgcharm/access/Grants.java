package pgcharm.access;

import java.util.Set;

/// What the inside of a database says about one role and the objects that it is to have privileges on.
///
/// @param held granted to the role on objects that it does not own and the database's owner role does
/// @param everybodys granted to PUBLIC, of the objects wanted
/// @param missing of the objects wanted: those that do not exist or are not the owner role's
public record Grants(Set<Privilege> held, Set<Privilege> everybodys, Set<DatabaseObject> missing) {
    /// Before the database or the role is there.
    public static final Grants UNKNOWN = new Grants(Set.of(), Set.of(), Set.of());

    public Grants {
        held = Set.copyOf(held);
        everybodys = Set.copyOf(everybodys);
        missing = Set.copyOf(missing);
    }
}
