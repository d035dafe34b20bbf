package pgcharm.access;

import static pgcharm.access.Refusal.Reason.ROLE_NOT_ALLOWED;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the words in `extra-user-roles`, or for an entity GROUP in `extra-group-roles`, come to.
///
/// @param connects it is a login
/// @param owner the login may act as the owner of its database, and does so from the start
/// @param data roles on the data, of its own database or, with `serverWide`, of all
/// @param serverWide the words mean server-wide roles
/// @param everyOwner server-wide `charmed_admin`: may act as the owner of every database of ours
/// @param createdb what it makes with CREATE DATABASE belongs to the owner role it acts as
/// @param attributes attributes of the login itself
record Rights(
        boolean connects,
        boolean owner,
        Set<DataRole> data,
        boolean serverWide,
        boolean everyOwner,
        boolean createdb,
        Set<Attribute> attributes) {
    private static final String CREATEDB = "createdb";
    private static final Set<String> ADMIN_WORDS = Set.of(Names.ADMIN, "admin");

    static Optional<Refusal> objectionTo(Request request, Policy policy) {
        List<String> refused = words(request)
                .filter(word -> !ADMIN_WORDS.contains(word)
                        && !word.equals(CREATEDB)
                        && DataRole.byWord(word).isEmpty()
                        && attribute(word, policy).isEmpty())
                .map(Names::quoted)
                .toList();
        if (refused.isEmpty()) {
            return objectionToCombination(request, policy);
        }
        return Optional.of(new Refusal(
                ROLE_NOT_ALLOWED,
                "role not allowed: " + String.join(", ", refused.subList(0, Math.min(5, refused.size()))),
                "ask for any of " + String.join(", ", allowed(policy))
                        + "; superuser, createrole and replication need the operator's config privileged-roles"));
    }

    /// Each word may be had, but not by everybody.
    private static Optional<Refusal> objectionToCombination(Request request, Policy policy) {
        boolean createdb = words(request).anyMatch(CREATEDB::equals);
        if (createdb && request.prefix().isPresent()) {
            return Optional.of(new Refusal(
                    ROLE_NOT_ALLOWED,
                    "createdb needs one database, whose owner role the new ones belong to",
                    "ask for a database by its whole name"));
        }
        if (createdb && request.entity().isPresent()) {
            return Optional.of(new Refusal(
                    ROLE_NOT_ALLOWED,
                    "createdb makes the owner of a database, which an entity is not",
                    "ask for it without entity-type"));
        }
        return words(request)
                .filter(word -> request.isGroup() && attribute(word, policy).isPresent())
                .findFirst()
                .map(word -> new Refusal(
                        ROLE_NOT_ALLOWED,
                        word + " is not handed on to the members of a group",
                        "ask for it with entity-type USER"));
    }

    static Rights of(Request request, Policy policy) {
        List<String> words = words(request).toList();
        boolean admin = words.stream().anyMatch(ADMIN_WORDS::contains);
        boolean createdb = words.contains(CREATEDB);
        Set<DataRole> data = EnumSet.noneOf(DataRole.class);
        words.forEach(word -> DataRole.byWord(word).ifPresent(data::add));
        Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
        words.forEach(word -> attribute(word, policy).ifPresent(attributes::add));
        if (request.administrator() && policy.privileged().contains(Attribute.SUPERUSER)) {
            attributes.add(Attribute.SUPERUSER);
        }
        boolean everyOwner = request.administrator() || (policy.serverRoles() && admin);
        boolean owner = (data.isEmpty() && request.entity().isEmpty()) || admin || createdb || everyOwner;
        return new Rights(
                !request.isGroup(), owner, data, policy.serverRoles(), everyOwner, createdb, Set.copyOf(attributes));
    }

    /// What an administrator is, beside what the endpoint says.
    Optional<String> remark(Request request) {
        return Optional.of(
                        attributes.contains(Attribute.SUPERUSER)
                                ? "superuser, because config privileged-roles lists it"
                                : "no superuser, because config privileged-roles does not list it")
                .filter(_ -> request.administrator());
    }

    /// Data roles of the database itself that the login needs.
    Set<DataRole> databaseRoles() {
        Set<DataRole> roles = EnumSet.noneOf(DataRole.class);
        if (!serverWide) {
            roles.addAll(data);
        }
        if (owner) {
            roles.add(DataRole.DML);
        }
        return roles;
    }

    /// Roles the login is a direct member of.
    Set<String> memberships(List<DatabaseRoles> databases) {
        Set<String> memberships = new LinkedHashSet<>();
        if (connects) {
            memberships.add(Names.RELATION_ACCESS);
        }
        for (DatabaseRoles roles : databases) {
            if (owner) {
                memberships.add(roles.admin());
            }
            databaseRoles().forEach(role -> memberships.add(roles.name(role)));
        }
        if (everyOwner) {
            memberships.add(Names.ADMIN);
        }
        if (serverWide) {
            data.forEach(role -> memberships.add(role.word()));
            if (createdb) {
                memberships.add(Names.DATABASES_OWNER);
            }
        }
        return memberships;
    }

    private static Stream<String> words(Request request) {
        return request.extraRoles().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty());
    }

    private static Optional<Attribute> attribute(String word, Policy policy) {
        return policy.privileged().stream()
                .filter(attribute -> attribute.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static List<String> allowed(Policy policy) {
        List<String> allowed = new ArrayList<>(List.of(Names.ADMIN, CREATEDB));
        Stream.of(DataRole.values()).map(DataRole::word).forEach(allowed::add);
        allowed.addAll(policy.privileged().stream()
                .map(attribute -> attribute.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(() -> new java.util.TreeSet<>())));
        return allowed.stream().sorted().toList();
    }
}
