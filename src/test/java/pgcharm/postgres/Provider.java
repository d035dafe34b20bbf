package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Entity;
import pgcharm.access.Holder;
import pgcharm.access.Names;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Policy;
import pgcharm.access.Realm;
import pgcharm.access.Refusal;
import pgcharm.access.Removal;
import pgcharm.access.Request;
import pgcharm.access.Role;
import pgcharm.access.Serving;

/// Does on a server what the charm's hooks do there: plan, apply, prove. Every provider is an application of its own,
/// and every database and relation that it names is new on the server.
final class Provider implements AutoCloseable {
    static final Policy OPEN = new Policy(false, Set.of(), Set.of(), Set.of(), true);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String NOW = "2026-01-01T00:00:00Z";

    private final Target target;
    private Policy policy;
    private final Realm realm;
    private AdminSession session;

    Provider(Target target) {
        this(target, OPEN);
    }

    Provider(Target target, Policy policy) {
        this.target = target;
        this.policy = policy;
        this.realm = new Realm("c0ffee00-0000-4000-8000-%012d".formatted(COUNT.incrementAndGet()), "postgresql");
        this.session = AdminSession.open(target.access());
    }

    static String newDatabase() {
        return "db" + COUNT.incrementAndGet();
    }

    static Holder.Relation newRelation() {
        return new Holder.Relation("database:" + COUNT.incrementAndGet(), "client");
    }

    static Request request(String database, String... extraRoles) {
        return new Request(newRelation(), database, Optional.empty(), List.of(extraRoles));
    }

    /// @param permissions each `WORD,… kind name`
    static Request entity(Holder holder, String database, Entity.Type type, List<String> roles, String... permissions) {
        List<Entity.Permission> list = Stream.of(permissions)
                .map(permission -> permission.split(" ", 3))
                .map(parts -> new Entity.Permission(parts[1], parts[2], List.of(parts[0].split(","))))
                .toList();
        return new Request(
                holder, database, Optional.empty(), roles, false, List.of(), Optional.of(new Entity(type, list)));
    }

    Realm realm() {
        return realm;
    }

    AdminSession session() {
        return session;
    }

    /// As the next hook does.
    Provider reopen() {
        session.close();
        session = AdminSession.open(target.access());
        return this;
    }

    /// From now on with other configuration.
    void configure(Policy other) {
        policy = other;
    }

    Login serve(String database, String... extraRoles) {
        return serve(request(database, extraRoles));
    }

    Login serve(Request request) {
        return serve(request, Password.random(new SecureRandom()));
    }

    Login serve(Request request, Password password) {
        Login login = makeAndProve(request, password);
        assertNothingLeftFor(request);
        return login;
    }

    /// No more than a hook does.
    Login makeAndProve(Request request, Password password) {
        Outcome.Planned planned = planned(request, false);
        session.apply(planned.plan(), password);
        return proved(request, planned, password);
    }

    /// Follows a changed request of a client that has its password.
    Login follow(Login login, Request request) {
        Outcome.Planned planned = planned(request, true);
        session.apply(planned.plan(), login.password());
        assertNothingLeftFor(request);
        return proved(request, planned, login.password());
    }

    private Login proved(Request request, Outcome.Planned planned, Password password) {
        planned.actsAs()
                .ifPresent(actsAs -> assertThat(session.prove(planned.login(), password, request.database(), actsAs))
                        .as("proof of %s", planned.login())
                        .isEmpty());
        return new Login(request, planned.login(), password);
    }

    private void assertNothingLeftFor(Request request) {
        assertThat(planned(request, true).plan())
                .as("plan for what was just served")
                .hasToString("");
    }

    Outcome.Planned planned(Request request, boolean published) {
        return switch (plan(request, published)) {
            case Outcome.Planned planned -> planned;
            case Outcome.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    Outcome plan(Request request, boolean published) {
        return Serving.plan(request, published, realm, policy, catalog(request), NOW);
    }

    Plan removal(Login login) {
        Catalog catalog = catalogOfLogin(login);
        return catalog.role(login.name())
                .map(role -> Removal.plan(role, catalog))
                .orElse(Plan.NOTHING);
    }

    void remove(Login login) {
        session.apply(removal(login));
    }

    private Catalog catalogOfLogin(Login login) {
        return switch (login.request().holder()) {
            case Holder.Relation relation ->
                session.catalog(realm, new Scope.One(Optional.of(relation), List.of(), List.of()));
            case Holder.Action() -> session.catalog(realm, new Scope.All());
        };
    }

    Optional<Role> role(Login login) {
        return catalog(login.request()).role(login.name());
    }

    Catalog catalog(Request request) {
        Optional<Holder.Relation> relation =
                request.holder() instanceof Holder.Relation present ? Optional.of(present) : Optional.empty();
        List<String> logins = Stream.concat(
                        request.username().stream(),
                        relation.map(holder -> Names.loginFor(holder, realm, policy)).stream())
                .toList();
        Scope.One one = new Scope.One(relation, List.of(request.database()), logins);
        Catalog catalog =
                session.catalog(realm, request.administrator() || policy.serverRoles() ? new Scope.Wide(one) : one);
        Optional<String> entity = relation.filter(_ -> request.entity().isPresent())
                .flatMap(holder -> catalog.loginOf(realm, holder))
                .map(Role::name)
                .filter(_ ->
                        catalog.database(request.database()).isPresent() && catalog.isOurs(request.database(), realm));
        return entity.map(
                        name -> catalog.with(name, session.grants(request.database(), name, Serving.objects(request))))
                .orElse(catalog);
    }

    /// A session of the client.
    Sql connect(Login login) throws SQLException {
        return connect(login, login.database());
    }

    Sql connect(Login login, String database) throws SQLException {
        return target.login(database, login.name(), login.password().text());
    }

    @Override
    public void close() {
        session.close();
    }
}
