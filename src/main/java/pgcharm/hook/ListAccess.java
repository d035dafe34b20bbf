package pgcharm.hook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Mark;
import pgcharm.access.Names;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Role;
import pgcharm.access.Verdict;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.wire.ClientRequest;

/// Who has access: every relation, and every login that an action made or that nobody needs any more. Changes nothing.
final class ListAccess {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;

    ListAccess(Context context, AdminSession session, Policy policy) {
        this.context = context;
        this.session = session;
        this.policy = policy;
    }

    /// `access` as a table for people, `json` as a list of objects with all of it; see [AccessPages].
    Map<String, String> run() {
        Catalog catalog = session.catalog(context.realm(), new Scope.All());
        Map<String, Integer> sessions = session.sessions();
        List<RelationId> relations = Context.ENDPOINTS.stream()
                .flatMap(endpoint -> context.tools().relations(endpoint).stream())
                .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        relations.forEach(relation -> rows.addAll(rows(relation, catalog, sessions)));
        catalog.logins(context.realm()).forEach(login -> {
            switch (login.loginMark().map(Mark.Login::holder).orElseThrow()) {
                case Holder.Action() ->
                    rows.add(row("get-credentials", "", Optional.of(login), sessions, state(login)));
                case Holder.Relation relation -> {
                    if (!relations.contains(RelationId.of(relation.id()))) {
                        rows.add(row(relation.id(), relation.client(), Optional.of(login), sessions, leftOver(login)));
                    }
                }
            }
        });
        Map<String, String> results = new TreeMap<>(AccessPages.of(rows));
        results.put("ok", "True");
        return results;
    }

    private List<Map<String, String>> rows(RelationId id, Catalog catalog, Map<String, Integer> sessions) {
        Map<String, String> own = context.tools().databag(id, context.application());
        ObservedRelation relation =
                ObservedRelation.read(context, id, context.tools().remoteApplication(id), own);
        List<ClientRequest> requests = relation.client().requests();
        if (requests.isEmpty()) {
            Optional<Role> login = catalog.loginOf(context.realm(), relation.holder(""));
            return List.of(row(id.toString(), relation.application(), login, sessions, relation.notAsked()));
        }
        return requests.stream()
                .map(request -> {
                    Optional<Role> login = catalog.loginOf(context.realm(), relation.holder(request.key()));
                    return row(id.toString(), relation.application(), login, sessions, verdict(relation, request));
                })
                .toList();
    }

    private Verdict verdict(ObservedRelation relation, ClientRequest request) {
        return switch (request) {
            case ClientRequest.Refused(String _, Refusal refusal) -> new Verdict.Refused(refusal);
            case ClientRequest.Asked asked -> {
                Map<String, String> shown = relation.responses().getOrDefault(asked.key(), Map.of());
                RequestObserver observer =
                        new RequestObserver(context, session, policy, relation.holder(asked.key()), shown);
                yield switch (observer.observe(asked, Optional.empty())) {
                    case ObservedRequest.Refused(Refusal refusal) -> new Verdict.Refused(refusal);
                    case ObservedRequest.Possible possible ->
                        possible.isDone()
                                ? possible.served(asked.outside(), context.facts(session))
                                : new Verdict.Waiting(
                                        "to be served: juju run " + context.application() + "/leader reconcile");
                };
            }
        };
    }

    private static Verdict state(Role login) {
        return login.login()
                ? new Verdict.Served(login.loginMark().orElseThrow().database(), login.name(), List.of())
                : leftOver(login);
    }

    private static Verdict leftOver(Role login) {
        return new Verdict.Waiting("to be removed"
                + (login.dependencies().isEmpty()
                        ? ""
                        : ": it is named by objects in " + String.join(", ", new TreeSet<>(login.dependencies()))));
    }

    private static Map<String, String> row(
            String holder, String client, Optional<Role> login, Map<String, Integer> sessions, Verdict verdict) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("for", holder);
        row.put("client", client);
        row.put(
                "database",
                login.flatMap(Role::loginMark).map(Mark.Login::database).orElse(""));
        row.put("login", login.map(Role::name).orElse(""));
        row.put("roles", login.map(ListAccess::roles).orElse(""));
        row.put("since", login.flatMap(Role::loginMark).map(Mark.Login::since).orElse(""));
        row.put(
                "sessions",
                login.map(role -> sessions.getOrDefault(role.name(), 0).toString())
                        .orElse(""));
        row.put("verdict", verdict.text());
        return row;
    }

    private static String roles(Role login) {
        return login.memberOf().stream()
                .filter(role -> !role.equals(Names.RELATION_ACCESS))
                .sorted()
                .collect(Collectors.joining(","));
    }
}
