package pgcharm.access;

import static pgcharm.access.Refusal.Reason.PRIVILEGE_NOT_ALLOWED;
import static pgcharm.access.Refusal.Reason.UNSUPPORTED_REQUEST;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the `entity-permissions` of a request come to: the entity may connect to its database, has the privileges
/// listed, and USAGE on the schemas of the tables and sequences among them.
final class EntityRights {
    /// `name`, `schema.name`; a part in double quotes holds any character, a quote twice.
    private static final Pattern NAME =
            Pattern.compile("(?:(\"(?:[^\"]|\"\")+\"|[^\".]+)\\.)?(\"(?:[^\"]|\"\")+\"|[^\".]+)");

    /// Longer than two identifiers whose every character is a doubled quote.
    private static final int LONGEST_NAME = 300;

    private static final Pattern SYSTEM_SCHEMA = Pattern.compile("pg_.*|information_schema", Pattern.DOTALL);
    /// As many objects are named for a person.
    private static final int NAMED = 5;

    private static final Set<String> TEMPORARY = Set.of("TEMP", "TEMPORARY");

    private EntityRights() {}

    static Optional<Refusal> objectionTo(Request request) {
        if (request.entity().isEmpty()) {
            return Optional.empty();
        }
        if (request.prefix().isPresent()) {
            return Optional.of(new Refusal(
                    UNSUPPORTED_REQUEST, "an entity needs one database", "ask for a database by its whole name"));
        }
        return permissions(request)
                .flatMap(permission -> objection(permission, request.database()).stream())
                .findFirst();
    }

    private static Optional<Refusal> objection(Entity.Permission permission, String database) {
        Optional<DatabaseObject.Kind> kind = DatabaseObject.Kind.byWord(permission.resourceType());
        if (kind.isEmpty()) {
            return refused(
                    "resource_type " + Names.quoted(permission.resourceType()),
                    "use database, schema, table or sequence");
        }
        Optional<DatabaseObject> object = object(kind.get(), permission.resourceName());
        String name = Names.quoted(permission.resourceName());
        if (object.isEmpty()) {
            return refused(
                    "resource_name " + name,
                    "write name or schema.name, each of 1 to 63 bytes, in double quotes where it has a dot or a quote");
        }
        if (kind.get() == DatabaseObject.Kind.DATABASE && !object.get().name().equals(database)) {
            return refused("privileges on database " + name, "ask for privileges on the database of the request only");
        }
        String schema = kind.get() == DatabaseObject.Kind.SCHEMA
                ? object.get().name()
                : object.get().schema();
        if (SYSTEM_SCHEMA.matcher(schema).matches()) {
            return refused("privileges in schema " + Names.quoted(schema), "leave the system's schemas out");
        }
        return permission.privileges().stream()
                .filter(word -> !kind.get().privileges().contains(canonical(word)))
                .findFirst()
                .flatMap(word -> refused(
                        "privilege " + Names.quoted(word) + " on a "
                                + kind.get().word(),
                        "ask for any of " + String.join(", ", kind.get().privileges())));
    }

    /// Only of a request that there is no objection to.
    static SortedSet<Privilege> of(Request request) {
        SortedSet<Privilege> privileges = new TreeSet<>();
        if (request.entity().isEmpty()) {
            return privileges;
        }
        privileges.add(
                new Privilege(new DatabaseObject(DatabaseObject.Kind.DATABASE, "", request.database()), "CONNECT"));
        permissions(request).forEach(permission -> {
            DatabaseObject object = DatabaseObject.Kind.byWord(permission.resourceType())
                    .flatMap(kind -> object(kind, permission.resourceName()))
                    .orElseThrow();
            permission.privileges().forEach(word -> privileges.add(new Privilege(object, canonical(word))));
            if (!object.schema().isEmpty() && !permission.privileges().isEmpty()) {
                DatabaseObject schema = new DatabaseObject(DatabaseObject.Kind.SCHEMA, "", object.schema());
                privileges.add(new Privilege(schema, "USAGE"));
            }
        });
        return privileges;
    }

    /// From what the role has to what it is to have.
    static List<Step> steps(String role, Request request, Grants grants) {
        Set<Privilege> wanted = of(request);
        String database = request.database();
        Set<Privilege> taken = new TreeSet<>(grants.held());
        taken.removeAll(wanted);
        Set<Privilege> given = new TreeSet<>(wanted);
        given.removeAll(grants.held());
        given.removeAll(grants.everybodys());
        given.removeIf(privilege -> grants.missing().contains(privilege.object()));
        return Stream.concat(
                        byObject(taken, (object, words) -> new Step.RevokePrivileges(database, object, words, role)),
                        byObject(given, (object, words) -> new Step.GrantPrivileges(database, object, words, role)))
                .toList();
    }

    /// Names objects that the role gets its privileges on only when they are there, and the owner role's.
    static Optional<String> remark(Request request, Grants grants) {
        List<String> pending = of(request).stream()
                .filter(privilege -> !grants.held().contains(privilege)
                        && !grants.everybodys().contains(privilege)
                        && grants.missing().contains(privilege.object()))
                .map(privilege -> privilege.object().toString())
                .distinct()
                .toList();
        return pending.isEmpty()
                ? Optional.empty()
                : Optional.of("no privileges yet on what the database's owner role does not have: "
                        + String.join(", ", pending.subList(0, Math.min(NAMED, pending.size())))
                        + (pending.size() > NAMED ? " and " + (pending.size() - NAMED) + " more" : ""));
    }

    private static Stream<Step> byObject(
            Collection<Privilege> privileges, BiFunction<DatabaseObject, List<String>, Step> step) {
        // not a TreeMap: streams of its entries load a class that no AOT cache holds
        Map<DatabaseObject, SortedSet<String>> words = new LinkedHashMap<>();
        privileges.forEach(privilege ->
                words.computeIfAbsent(privilege.object(), _ -> new TreeSet<>()).add(privilege.word()));
        return words.entrySet().stream().map(entry -> step.apply(entry.getKey(), List.copyOf(entry.getValue())));
    }

    private static Stream<Entity.Permission> permissions(Request request) {
        return request.entity().stream().flatMap(entity -> entity.permissions().stream());
    }

    private static Optional<DatabaseObject> object(DatabaseObject.Kind kind, String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Optional<DatabaseObject> object = switch (kind) {
            case DATABASE, SCHEMA -> Optional.of(new DatabaseObject(kind, "", name));
            case TABLE, SEQUENCE -> {
                Matcher matcher = NAME.matcher(name);
                yield matcher.matches()
                        ? Optional.of(new DatabaseObject(
                                kind,
                                Optional.ofNullable(matcher.group(1))
                                        .map(EntityRights::unquoted)
                                        .orElse("public"),
                                unquoted(matcher.group(2))))
                        : Optional.empty();
            }
        };
        return object.filter(read ->
                Names.isIdentifier(read.name()) && (read.schema().isEmpty() || Names.isIdentifier(read.schema())));
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    private static String canonical(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        return TEMPORARY.contains(upper) ? "TEMPORARY" : upper;
    }

    private static Optional<Refusal> refused(String what, String resolution) {
        return Optional.of(new Refusal(PRIVILEGE_NOT_ALLOWED, "entity-permissions: not allowed: " + what, resolution));
    }
}
