package pgcharm.access;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server as far as a catalog shows one. It carries out steps, and it refuses what PostgreSQL refuses.
final class ModelServer {
    private final Map<String, Role> roles = new TreeMap<>();
    private final Map<String, Database> databases = new TreeMap<>();
    private Admin admin;

    /// By role; objects that are missing stay missing.
    private final Map<String, Grants> grants = new TreeMap<>();

    ModelServer(Catalog catalog) {
        roles.putAll(catalog.roles());
        databases.putAll(catalog.databases());
        admin = catalog.admin();
        grants.putAll(catalog.grants());
    }

    /// The catalog of a server that has carried out these steps.
    static Catalog after(Catalog before, List<Step> steps) {
        ModelServer server = new ModelServer(before);
        steps.forEach(server::apply);
        return server.catalog();
    }

    Catalog catalog() {
        return new Catalog(18, admin, roles, databases, grants);
    }

    void apply(Step step) {
        switch (step) {
            case Step.CreateGroup(String role, boolean _, Mark mark) -> create(role, false, mark);
            case Step.CreateLogin(String login, Mark mark) -> create(login, true, mark);
            case Step.SetPassword(String login) -> change(login, role -> role.login = true);
            case Step.SetMark(String name, Mark mark) -> change(name, role -> role.mark = Optional.of(mark));
            case Step.SetAttribute(String name, Attribute attribute, boolean granted) ->
                change(name, role -> put(role.attributes, attribute, granted));
            case Step.Grant(String role, String member) -> grant(role, member);
            case Step.Revoke(String role, String member) -> {
                refuseUnless(role(member).memberOf().contains(role), member + " is a member of " + role);
                change(member, changed -> changed.memberOf.remove(role));
            }
            case Step.ActAs(String login, Optional<String> database, String role) -> {
                role(role);
                change(login, changed -> changed.actsAs.put(database.orElse(Role.EVERYWHERE), role));
            }
            case Step.ActAsItself(String login, Optional<String> database) ->
                change(login, changed -> changed.actsAs.remove(database.orElse(Role.EVERYWHERE)));
            case Step.CreateDatabase(String database, String owner) -> {
                refuseUnless(!databases.containsKey(database), database + " is new");
                may(owner);
                databases.put(database, new Database(database, owner, Set.of(owner, Database.PUBLIC)));
            }
            case Step.AdoptDatabase(String database, String owner) -> {
                may(owner);
                may(new DatabaseRoles(database).owner());
                Database before = database(database);
                databases.put(database, new Database(database, owner, before.connectable()));
            }
            case Step.PrepareDatabase(String database) -> prepare(new DatabaseRoles(database));
            case Step.OpenTo(String database, DataRole role) -> {
                may(new DatabaseRoles(database).owner());
                connect(database, new DatabaseRoles(database).name(role));
            }
            case Step.CreateExtension(String database, Extension _) -> database(database);
            case Step.GrantConnect(String database, String role) -> connect(database, role);
            case Step.GrantPrivileges(String database, DatabaseObject object, List<String> words, String role) -> {
                may(database(database).owner());
                may(new DatabaseRoles(database).owner());
                words.forEach(word -> hold(role, database, new Privilege(object, word), true));
            }
            case Step.RevokePrivileges(String database, DatabaseObject object, List<String> words, String role) -> {
                may(new DatabaseRoles(database).owner());
                words.forEach(word -> hold(role, database, new Privilege(object, word), false));
            }
            case Step.ForbidLogin(String login) -> change(login, role -> role.login = false);
            case Step.EndSessions(String login) -> may(login);
            case Step.ReleaseObjects(String login, String database, String heir) -> {
                refuseUnless(
                        databases.containsKey(database) || database.equals(admin.adminDatabase()),
                        database + " is there");
                may(login);
                may(heir);
                change(login, role -> role.dependencies.removeAll(Set.of(database, Role.EVERYWHERE)));
                Set<Privilege> left = new HashSet<>(grants(login).held());
                left.removeIf(privilege -> privilege.object().kind() == DatabaseObject.Kind.DATABASE
                        || role(login).loginMark().orElseThrow().database().equals(database));
                hold(login, left);
            }
            case Step.DropLogin(String login) -> drop(login);
        }
    }

    /// Something in a database now names the role; an empty database stands for objects that all databases share.
    void depend(String role, String database) {
        change(role, changed -> changed.dependencies.add(database));
    }

    private void hold(String role, String database, Privilege privilege, boolean granted) {
        if (grants(role).missing().contains(privilege.object())) {
            return;
        }
        Set<Privilege> held = new HashSet<>(grants(role).held());
        put(held, privilege, granted);
        hold(role, held);
        String where = privilege.object().kind() == DatabaseObject.Kind.DATABASE ? Role.EVERYWHERE : database;
        boolean named = held.stream()
                .anyMatch(other ->
                        (other.object().kind() == DatabaseObject.Kind.DATABASE) == where.equals(Role.EVERYWHERE));
        change(role, changed -> changed.dependencies.remove(where));
        if (named) {
            depend(role, where);
        }
    }

    private void hold(String role, Set<Privilege> held) {
        grants.put(
                role, new Grants(held, grants(role).everybodys(), grants(role).missing()));
    }

    private Grants grants(String role) {
        role(role);
        return grants.getOrDefault(role, Grants.UNKNOWN);
    }

    private void create(String name, boolean login, Mark mark) {
        refuseUnless(!roles.containsKey(name), name + " is new");
        roles.put(name, new Role(name, login, Set.of(), Optional.of(mark), Set.of(), Map.of(), Set.of()));
    }

    private void grant(String role, String member) {
        if (!role.startsWith("pg_")) {
            role(role);
        }
        if (!member.equals(admin.name())) {
            refuseUnless(!role(member).memberOf().contains(role), member + " was no member of " + role);
            change(member, changed -> changed.memberOf.add(role));
            return;
        }
        refuseUnless(!admin.superuser() && !admin.memberOf().contains(role), "the admin needs " + role);
        Set<String> memberships = new TreeSet<>(admin.memberOf());
        memberships.add(role);
        admin = new Admin(admin.name(), false, memberships, admin.adminDatabase());
    }

    private void prepare(DatabaseRoles names) {
        String database = names.database();
        may(database(database).owner());
        may(names.owner());
        Set<String> connectable = new TreeSet<>(database(database).connectable());
        connectable.remove(Database.PUBLIC);
        databases.put(database, new Database(database, database(database).owner(), connectable));
        connect(database, names.owner());
        connect(database, names.admin());
    }

    private void connect(String database, String role) {
        role(role);
        Database before = database(database);
        Set<String> connectable = new TreeSet<>(before.connectable());
        connectable.add(role);
        databases.put(database, new Database(database, before.owner(), connectable));
    }

    private void drop(String login) {
        refuseUnless(role(login).dependencies().isEmpty(), "nothing depends on " + login);
        refuseUnless(!role(login).login(), login + " can no longer log in");
        roles.remove(login);
        grants.remove(login);
        Set<String> memberships = new TreeSet<>(admin.memberOf());
        memberships.remove(login);
        admin = new Admin(admin.name(), admin.superuser(), memberships, admin.adminDatabase());
    }

    private Database database(String name) {
        return Optional.ofNullable(databases.get(name))
                .orElseThrow(() -> new AssertionError("the server has no database " + name));
    }

    private Role role(String name) {
        return Optional.ofNullable(roles.get(name))
                .orElseThrow(() -> new AssertionError("the server has no role " + name));
    }

    /// The administrator acts for a role: a superuser may, everybody else must be a member.
    private void may(String role) {
        refuseUnless(
                admin.superuser()
                        || role.equals(admin.name())
                        || admin.memberOf().contains(role),
                "the admin may act for " + role);
    }

    private void change(String name, Consumer<MutableRole> change) {
        MutableRole role = new MutableRole(role(name));
        change.accept(role);
        roles.put(name, role.frozen(name));
    }

    private static void refuseUnless(boolean condition, String expected) {
        if (!condition) {
            throw new AssertionError("the server expected that " + expected);
        }
    }

    private static <T> void put(Set<T> set, T element, boolean wanted) {
        refuseUnless(set.contains(element) != wanted, element + " changes");
        if (wanted) {
            set.add(element);
        } else {
            set.remove(element);
        }
    }

    /// Everything about the server that plans are made for, one fact a line, sorted.
    static String text(Catalog catalog) {
        return Stream.concat(
                        catalog.roles().values().stream().map(role -> text(role) + text(catalog.grantsOf(role.name()))),
                        catalog.databases().values().stream()
                                .map(database -> database.name() + " of " + database.owner() + ", open to "
                                        + new TreeSet<>(database.connectable())))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    static String text(Grants grants) {
        return grants.held().isEmpty() ? "" : " has " + new TreeSet<>(grants.held());
    }

    static String text(Role role) {
        return role.name() + (role.login() ? " login" : "") + new TreeSet<>(role.attributes())
                + role.mark().map(mark -> " marked " + mark).orElse("") + " member of "
                + new TreeSet<>(role.memberOf()) + " acts as " + new TreeMap<>(role.actsAs()) + " named in "
                + new TreeSet<>(role.dependencies());
    }
}
