package pgcharm.access;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A role while a step changes it.
final class MutableRole {
    boolean login;
    Optional<Mark> mark;
    final Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    final Set<String> memberOf;
    final Map<String, String> actsAs;
    final Set<String> dependencies;

    MutableRole(Role role) {
        login = role.login();
        mark = role.mark();
        attributes.addAll(role.attributes());
        memberOf = new HashSet<>(role.memberOf());
        actsAs = new HashMap<>(role.actsAs());
        dependencies = new HashSet<>(role.dependencies());
    }

    Role frozen(String name) {
        return new Role(name, login, attributes, mark, memberOf, actsAs, dependencies);
    }
}
