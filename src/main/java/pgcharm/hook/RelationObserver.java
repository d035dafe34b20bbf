package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Names;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Request;
import pgcharm.access.Serving;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.wire.DatabaseRequest;
import pgcharm.wire.SecretGroup;

/// Reads one relation and plans for it. Changes nothing.
final class RelationObserver {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;
    private final Holder.Relation holder;
    private final Map<String, String> own;

    /// @param client the remote application
    /// @param own databag of the own application
    RelationObserver(
            Context context,
            AdminSession session,
            Policy policy,
            RelationId relation,
            String client,
            Map<String, String> own) {
        this.context = context;
        this.session = session;
        this.policy = policy;
        this.holder = new Holder.Relation(relation.toString(), client);
        this.own = own;
    }

    /// @param databag the client's
    /// @param swept the catalog that a sweep has read: enough for a relation that needs nothing
    ObservedRelation observe(Map<String, String> databag, Optional<Catalog> swept) {
        return switch (DatabaseRequest.decode(databag)) {
            case DatabaseRequest.NotYet() -> new ObservedRelation.NotAsking();
            case DatabaseRequest.Refused(Refusal refusal) -> new ObservedRelation.Refused(refusal);
            case DatabaseRequest.Asked asked ->
                switch (customName(asked)) {
                    case CustomName.Refused(Refusal refusal) -> new ObservedRelation.Refused(refusal);
                    case CustomName.Gone(Refusal refusal) ->
                        loginExists()
                                ? asking(asked, databag, Optional.empty(), Optional.empty(), swept)
                                : new ObservedRelation.Refused(refusal);
                    case CustomName.NotAsked() -> asking(asked, databag, Optional.empty(), Optional.empty(), swept);
                    case CustomName.Asked(String name, Optional<Password> password) ->
                        asking(asked, databag, Optional.of(name), password, swept);
                };
        };
    }

    /// Plans anew for a client whose credentials are lost or no longer work.
    Outcome planUnpublished(Request request) {
        return plan(request, false, catalog(request));
    }

    /// What a plan for this request needs to know of the server.
    Catalog catalog(Request request) {
        List<String> databases = Stream.concat(Stream.of(request.database()), Stream.ofNullable(own.get("database")))
                .distinct()
                .toList();
        List<String> logins = Stream.concat(
                        request.username().stream(), Stream.of(Names.loginFor(holder, context.realm(), policy)))
                .toList();
        return session.catalog(context.realm(), new Scope.One(Optional.of(holder), databases, logins));
    }

    private ObservedRelation asking(
            DatabaseRequest.Asked asked,
            Map<String, String> databag,
            Optional<String> username,
            Optional<Password> password,
            Optional<Catalog> swept) {
        Request request = new Request(holder, asked.database(), username, asked.extraRoles());
        boolean published = isPublished();
        Optional<Outcome> idle = swept.filter(_ -> published)
                .map(known -> plan(request, true, known))
                .filter(outcome -> outcome instanceof Outcome.Planned planned
                        && planned.plan().isEmpty());
        return switch (idle.orElseGet(() -> plan(request, published, catalog(request)))) {
            case Outcome.Refused(Refusal refusal) -> new ObservedRelation.Refused(refusal);
            case Outcome.Planned planned ->
                new ObservedRelation.Asking(asked, databag, request, password, published, planned);
        };
    }

    private Outcome plan(Request request, boolean published, Catalog catalog) {
        return Serving.plan(request, published, context.realm(), policy, catalog, context.now());
    }

    /// Once a client has been served its name stays, and the secret that asked for it is gone.
    private CustomName customName(DatabaseRequest.Asked asked) {
        return isPublished()
                ? new CustomName.NotAsked()
                : CustomName.read(context.tools(), asked.entitySecret(), holder.client());
    }

    private boolean loginExists() {
        Scope scope = new Scope.One(Optional.of(holder), List.of(), List.of());
        return session.catalog(context.realm(), scope)
                .loginOf(context.realm(), holder)
                .isPresent();
    }

    private boolean isPublished() {
        return own.containsKey(SecretGroup.USER.key()) || own.containsKey("username");
    }
}
