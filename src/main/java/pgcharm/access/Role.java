package pgcharm.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A role as the server holds it.
///
/// @param memberOf roles it is a direct member of
/// @param actsAs the role that its sessions start as, by database (`ALTER ROLE … IN DATABASE … SET role`); the key
///     [#EVERYWHERE] is the setting for all databases
/// @param dependencies databases in which the role owns something or is named by a grant or policy (`pg_shdepend`);
///     [#EVERYWHERE] stands for objects shared by all databases
public record Role(
        String name,
        boolean login,
        Set<Attribute> attributes,
        Optional<Mark> mark,
        Set<String> memberOf,
        Map<String, String> actsAs,
        Set<String> dependencies) {
    /// Never the name of a database: PostgreSQL refuses an empty one.
    public static final String EVERYWHERE = "";

    public Role {
        attributes = Set.copyOf(attributes);
        memberOf = Set.copyOf(memberOf);
        actsAs = Map.copyOf(actsAs);
        dependencies = Set.copyOf(dependencies);
    }

    public Optional<Mark.Login> loginMark() {
        return mark.filter(Mark.Login.class::isInstance).map(Mark.Login.class::cast);
    }
}
