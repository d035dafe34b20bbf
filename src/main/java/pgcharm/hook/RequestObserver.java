package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Extension;
import pgcharm.access.Holder;
import pgcharm.access.Names;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Request;
import pgcharm.access.Role;
import pgcharm.access.Serving;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.postgres.ServerException;
import pgcharm.wire.Client;
import pgcharm.wire.ClientRequest;
import pgcharm.wire.PgsqlClient;

/// Reads one request and plans for it. Changes nothing.
final class RequestObserver {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;
    private final Holder.Relation holder;
    private final Map<String, String> shown;

    /// @param shown the response that the client can read now; empty for none
    RequestObserver(
            Context context, AdminSession session, Policy policy, Holder.Relation holder, Map<String, String> shown) {
        this.context = context;
        this.session = session;
        this.policy = policy;
        this.holder = holder;
        this.shown = shown;
    }

    /// @param swept the catalog that a sweep has read: enough for a request that needs nothing
    ObservedRequest observe(ClientRequest.Asked asked, Optional<Catalog> swept) {
        return switch (customName(asked)) {
            case CustomName.Refused(Refusal refusal) -> new ObservedRequest.Refused(refusal);
            case CustomName.Gone(Refusal refusal) ->
                loginExists()
                        ? observe(request(asked, Optional.empty()), Optional.empty(), swept)
                        : new ObservedRequest.Refused(refusal);
            case CustomName.NotAsked() -> observe(request(asked, Optional.empty()), Optional.empty(), swept);
            case CustomName.Asked(String name, Optional<Password> password) ->
                observe(request(asked, Optional.of(name)), password, swept);
        };
    }

    /// Plans anew for a client whose credentials are lost or no longer work.
    Outcome planUnpublished(Request request) {
        return plan(request, false);
    }

    /// What the server holds, as far as it concerns this request.
    Catalog catalog(Request request) {
        List<String> databases = Stream.concat(Stream.of(request.database()), shownDatabase())
                .distinct()
                .toList();
        List<String> logins = Stream.concat(
                        request.username().stream(), Stream.of(Names.loginFor(holder, context.realm(), policy)))
                .toList();
        Scope.One one = new Scope.One(Optional.of(holder), databases, logins);
        boolean wide = policy.serverRoles()
                || request.administrator()
                || request.prefix().isPresent();
        return session.catalog(context.realm(), wide ? new Scope.Wide(one) : one);
    }

    private ObservedRequest observe(Request request, Optional<Password> password, Optional<Catalog> swept) {
        boolean published = Client.isServed(shown);
        // of an entity the swept catalog does not know all
        Optional<Outcome> idle = swept.filter(_ -> published && request.entity().isEmpty())
                .map(known -> plan(request, true, known))
                .filter(outcome -> outcome instanceof Outcome.Planned planned
                        && planned.plan().isEmpty());
        return switch (idle.orElseGet(() -> plan(request, published))) {
            case Outcome.Refused(Refusal refusal) -> new ObservedRequest.Refused(refusal);
            case Outcome.Planned planned -> new ObservedRequest.Possible(request, password, published, planned);
        };
    }

    private Request request(ClientRequest.Asked asked, Optional<String> username) {
        boolean extended = asked.extensions().equals(shown.getOrDefault("extensions", ""));
        List<Extension> extensions = extended ? List.of() : PgsqlClient.extensions(asked.extensions());
        return new Request(
                holder,
                asked.database(),
                username,
                asked.extraRoles(),
                asked.administrator(),
                extensions,
                asked.entity());
    }

    private Outcome plan(Request request, boolean published) {
        try {
            Catalog catalog = catalog(request);
            return plan(request, published, request.entity().isEmpty() ? catalog : withGrants(catalog, request));
        } catch (ServerException e) {
            return new Outcome.Refused(LoginMaker.refusal(context, e));
        }
    }

    /// Before the database is there and ours, or the role, nothing is granted.
    private Catalog withGrants(Catalog catalog, Request request) {
        String database = request.database();
        Optional<Role> role = catalog.loginOf(context.realm(), holder);
        if (role.isEmpty() || catalog.database(database).isEmpty() || !catalog.isOurs(database, context.realm())) {
            return catalog;
        }
        String name = role.get().name();
        return catalog.with(name, session.grants(database, name, Serving.objects(request)));
    }

    private Outcome plan(Request request, boolean published, Catalog catalog) {
        return Serving.plan(request, published, context.realm(), policy, catalog, context.now());
    }

    /// Once a client has been served its name stays, and the secret that asked for it is gone.
    private CustomName customName(ClientRequest.Asked asked) {
        return Client.isServed(shown)
                ? new CustomName.NotAsked()
                : CustomName.read(context.tools().secrets(), asked.entitySecret(), holder.client());
    }

    private boolean loginExists() {
        Scope scope = new Scope.One(Optional.of(holder), List.of(), List.of());
        return session.catalog(context.realm(), scope)
                .loginOf(context.realm(), holder)
                .isPresent();
    }

    private Stream<String> shownDatabase() {
        return Stream.of("database", "resource").flatMap(key -> Stream.ofNullable(shown.get(key)));
    }
}
