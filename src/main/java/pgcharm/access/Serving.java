package pgcharm.access;

import static pgcharm.access.Refusal.Reason.EXTENSION_NOT_ALLOWED;
import static pgcharm.access.Refusal.Reason.FOREIGN_DATABASE;
import static pgcharm.access.Refusal.Reason.USERNAME_TAKEN;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plans what one request needs: first every objection, then the database, then the login.
public final class Serving {
    private final Request request;
    private final boolean published;
    private final Realm realm;
    private final Policy policy;
    private final Catalog catalog;
    private final List<DatabaseRoles> databases;

    private Serving(Request request, boolean published, Realm realm, Policy policy, Catalog catalog) {
        this.request = request;
        this.published = published;
        this.realm = realm;
        this.policy = policy;
        this.catalog = catalog;
        this.databases =
                request
                        .prefix()
                        .map(prefix -> matching(prefix, realm, policy, catalog))
                        .orElse(List.of(request.database()))
                        .stream()
                        .map(DatabaseRoles::new)
                        .toList();
    }

    /// Ours; in a cluster of our own also those that somebody made by hand.
    private static List<String> matching(String prefix, Realm realm, Policy policy, Catalog catalog) {
        List<String> candidates = policy.shared()
                ? catalog.databasesOf(realm)
                : catalog.databases().keySet().stream()
                        .filter(database -> Names.objectionToDatabase(database).isEmpty())
                        .sorted()
                        .toList();
        return candidates.stream()
                .filter(database -> database.startsWith(prefix))
                .toList();
    }

    /// @param published the client can already read its password, so that it must stay
    /// @param now the time for the marks of what is made, ISO 8601 in UTC
    public static Outcome plan(
            Request request, boolean published, Realm realm, Policy policy, Catalog catalog, String now) {
        return new Serving(request, published, realm, policy, catalog).plan(now);
    }

    /// What a catalog's grants are to tell about: the objects that the request wants privileges on.
    public static Set<DatabaseObject> objects(Request request) {
        return EntityRights.objectionTo(request).isPresent()
                ? Set.of()
                : EntityRights.of(request).stream().map(Privilege::object).collect(Collectors.toUnmodifiableSet());
    }

    private Outcome plan(String now) {
        Optional<Refusal> objection = objectionToName()
                .or(() -> Rights.objectionTo(request, policy))
                .or(() -> EntityRights.objectionTo(request))
                .or(this::objectionToExtensions)
                .or(this::objectionToDatabase)
                .or(this::objectionToLogin);
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        Rights rights = Rights.of(request, policy);
        Optional<Refusal> looksLikeOurs = objectionToSharedRoles(rights);
        if (looksLikeOurs.isPresent()) {
            return new Outcome.Refused(looksLikeOurs.get());
        }
        SharedRoles shared = new SharedRoles(rights, catalog);
        List<Step> steps = new ArrayList<>(shared.steps(realm));
        databases.forEach(roles -> steps.addAll(new DatabasePlan(roles, rights, realm, catalog).steps()));
        request.extensions().forEach(extension -> steps.add(new Step.CreateExtension(request.database(), extension)));
        steps.addAll(shared.reach(realm, databases));
        String login = login();
        Optional<Role> stale = existing().filter(role -> !fits(role, login));
        stale.ifPresent(role -> steps.addAll(Removal.plan(role, catalog).steps()));
        Catalog left = stale.map(role -> catalog.without(role.name())).orElse(catalog);
        Optional<Entity.Type> entity = request.entity().map(Entity::type);
        Mark.Login mark = new Mark.Login(realm, request.holder(), entity, request.database(), now);
        steps.addAll(new LoginPlan(login, mark, rights, databases, left).steps(published));
        steps.addAll(EntityRights.steps(login, request, left.grantsOf(login)));
        String actsAs = databases.stream()
                .findFirst()
                .filter(_ -> rights.owner())
                .map(DatabaseRoles::owner)
                .orElse(login);
        return new Outcome.Planned(
                new Plan(steps),
                login,
                databases.stream().map(DatabaseRoles::database).toList(),
                Optional.of(actsAs).filter(_ -> !request.isGroup()),
                followers(),
                Stream.concat(
                                rights.remark(request).stream(),
                                EntityRights.remark(request, left.grantsOf(login)).stream())
                        .toList());
    }

    /// Privileges of its own tie an entity to its database: for another one, as for anything else than it was, it is
    /// made anew.
    private boolean fits(Role role, String login) {
        Mark.Login mark = role.loginMark().orElseThrow();
        return role.name().equals(login)
                && mark.entity().equals(request.entity().map(Entity::type))
                && (mark.entity().isEmpty() || mark.database().equals(request.database()));
    }

    /// Prefixes that the database of this request matches from now on.
    private Set<Holder.Relation> followers() {
        boolean isNew =
                request.prefix().isEmpty() && !catalog.databasesOf(realm).contains(request.database());
        return catalog.logins(realm)
                .flatMap(login -> login.loginMark().stream())
                .filter(mark -> isNew && Request.isPrefix(mark.database()))
                .filter(mark -> request.database()
                        .startsWith(mark.database().substring(0, mark.database().length() - 1)))
                .map(Mark.Login::holder)
                .filter(Holder.Relation.class::isInstance)
                .map(Holder.Relation.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Refusal> objectionToName() {
        return request.prefix()
                .map(Names::objectionToPrefix)
                .orElseGet(() -> Names.objectionToDatabase(request.database()));
    }

    private Optional<Refusal> objectionToExtensions() {
        return request.extensions().stream()
                .map(Extension::name)
                .filter(name -> !policy.extensions().contains(name))
                .findFirst()
                .map(name -> new Refusal(
                        EXTENSION_NOT_ALLOWED,
                        "extension " + Names.quoted(name) + " is not allowed",
                        "let the operator add it to config extensions-allowed"))
                .or(() -> request.extensions().stream()
                        .flatMap(extension -> extension.schema().stream())
                        .filter(schema -> !Names.isIdentifier(schema))
                        .findFirst()
                        .map(schema -> new Refusal(
                                EXTENSION_NOT_ALLOWED,
                                "no extension can be in schema " + Names.quoted(schema),
                                "name a schema that exists in the database, or none")));
    }

    private Optional<Refusal> objectionToDatabase() {
        if (request.prefix().isPresent() || policy.mayAdopt(request.database())) {
            return Optional.empty();
        }
        DatabaseRoles roles = new DatabaseRoles(request.database());
        boolean ours = catalog.isOurs(request.database(), realm);
        if (!ours && catalog.database(request.database()).isPresent()) {
            return Optional.of(new Refusal(
                    FOREIGN_DATABASE,
                    "database " + Names.quoted(request.database()) + " exists and is not this application's",
                    "ask for another name, or hand it over with config adopt-databases"));
        }
        Set<DataRole> needed = ours ? Rights.of(request, policy).databaseRoles() : EnumSet.allOf(DataRole.class);
        return Stream.concat(
                        Stream.of(roles.owner(), roles.admin()), needed.stream().map(roles::name))
                .filter(this::isAnothersGroup)
                .findFirst()
                .map(name -> new Refusal(
                        FOREIGN_DATABASE,
                        "role " + Names.quoted(name) + " exists and is not this application's",
                        "ask for another database name, or drop that role"));
    }

    private boolean isAnothersGroup(String name) {
        Mark ours = new Mark.Group(realm, request.database());
        return catalog.role(name)
                .filter(role -> !role.mark().equals(Optional.of(ours)))
                .isPresent();
    }

    private Optional<Refusal> objectionToLogin() {
        String login = login();
        Optional<Role> role = catalog.role(login);
        if (role.isPresent() && existing().filter(role.get()::equals).isPresent()) {
            return Optional.empty();
        }
        Optional<Refusal> invalid = request.username().flatMap(name -> Names.objectionToLogin(name, catalog.admin()));
        if (invalid.isPresent()) {
            return invalid;
        }
        return role.map(taken -> new Refusal(
                USERNAME_TAKEN,
                "user name " + Names.quoted(login) + " is taken by a role that is not this request's",
                "ask for another name, or drop or rename that role"));
    }

    /// A role that has the name of a shared one but not its mark gives its members powers that nobody here knows.
    private Optional<Refusal> objectionToSharedRoles(Rights rights) {
        Set<String> shared = new SharedRoles(rights, catalog).needed();
        return shared.stream()
                .filter(name -> catalog.role(name)
                        .filter(role -> role.mark()
                                .filter(Mark.Shared.class::isInstance)
                                .isEmpty())
                        .isPresent())
                .findFirst()
                .map(name -> new Refusal(
                        USERNAME_TAKEN,
                        "role " + Names.quoted(name) + " exists and was not made by this charm",
                        "rename or drop that role"));
    }

    private String login() {
        Optional<String> present = existing().map(Role::name);
        Optional<String> wanted =
                published ? present.or(request::username) : request.username().or(() -> present);
        return wanted.orElseGet(() -> switch (request.holder()) {
            case Holder.Relation relation -> Names.loginFor(relation, realm, policy);
            case Holder.Action() -> throw new IllegalArgumentException("a login of an action has a name");
        });
    }

    private Optional<Role> existing() {
        return switch (request.holder()) {
            case Holder.Relation relation -> catalog.loginOf(realm, relation);
            case Holder.Action action ->
                request.username()
                        .flatMap(catalog::role)
                        .filter(role -> role.loginMark()
                                .filter(mark -> mark.realm().equals(realm)
                                        && mark.holder().equals(action)
                                        && mark.database().equals(request.database()))
                                .isPresent());
        };
    }
}
