package pgcharm.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the server holds, as far as a hook needs to know it: read in one go, before anything is planned.
///
/// @param major the server's major version, 14 or later
/// @param roles by name; the marked ones and those whose names a request touches
/// @param databases by name
/// @param grants of entities, by role, inside the database of each; a hook knows those of its own request
public record Catalog(
        int major, Admin admin, Map<String, Role> roles, Map<String, Database> databases, Map<String, Grants> grants) {
    public Catalog {
        roles = Map.copyOf(roles);
        databases = Map.copyOf(databases);
        grants = Map.copyOf(grants);
    }

    public Catalog(int major, Admin admin, Map<String, Role> roles, Map<String, Database> databases) {
        this(major, admin, roles, databases, Map.of());
    }

    public Catalog with(String role, Grants inside) {
        Map<String, Grants> all = new HashMap<>(grants);
        all.put(role, inside);
        return new Catalog(major, admin, roles, databases, all);
    }

    Grants grantsOf(String role) {
        return grants.getOrDefault(role, Grants.UNKNOWN);
    }

    /// As it is once this role has been dropped.
    Catalog without(String role) {
        Map<String, Role> others = new HashMap<>(roles);
        others.remove(role);
        return new Catalog(major, admin, others, databases);
    }

    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    public Optional<Database> database(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    /// The login that was made for this holder, under whatever name. For an action's logins ask by name instead.
    public Optional<Role> loginOf(Realm realm, Holder holder) {
        return logins(realm)
                .filter(role -> role.loginMark().orElseThrow().holder().equals(holder))
                .findFirst();
    }

    /// All logins of one relation.
    public Stream<Role> loginsOf(Realm realm, String relation) {
        return logins(realm)
                .filter(role -> role.loginMark().orElseThrow().holder() instanceof Holder.Relation holder
                        && holder.id().equals(relation));
    }

    /// All logins that this application made, sorted by name.
    public Stream<Role> logins(Realm realm) {
        return roles.values().stream()
                .filter(role ->
                        role.loginMark().map(mark -> mark.realm().equals(realm)).orElse(false))
                .sorted((one, other) -> one.name().compareTo(other.name()));
    }

    /// Databases whose owner role carries this application's mark, sorted by name.
    public List<String> databasesOf(Realm realm) {
        return databases.keySet().stream()
                .filter(database -> isOurs(database, realm))
                .sorted()
                .toList();
    }

    /// The mark on its owner role says so. A database that was there before that role, and that a crash kept from being
    /// adopted, is not ours yet: it has another owner and is not open to our roles.
    public boolean isOurs(String database, Realm realm) {
        DatabaseRoles names = new DatabaseRoles(database);
        boolean marked = role(names.owner())
                .flatMap(Role::mark)
                .map(mark -> mark.equals(new Mark.Group(realm, database)))
                .orElse(false);
        return marked
                && database(database)
                        .map(present -> present.owner().equals(Names.DATABASES_OWNER)
                                || present.connectable().contains(names.admin()))
                        .orElse(true);
    }
}
