package pgcharm.hook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tools.jackson.jr.ob.JSON;

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

    /// `access` as a table for people, `json` as a list of objects with all of it.
    Map<String, String> run() {
        Catalog catalog = session.catalog(context.realm(), new Scope.All());
        Map<String, Integer> sessions = session.sessions();
        List<RelationId> relations = context.tools().relations(Context.DATABASE);
        List<Map<String, String>> rows = new ArrayList<>();
        for (RelationId relation : relations) {
            String client = context.tools().remoteApplication(relation);
            Optional<Role> login = catalog.loginOf(context.realm(), new Holder.Relation(relation.toString(), client));
            rows.add(row(relation.toString(), client, login, sessions, verdict(relation, client)));
        }
        catalog.logins(context.realm()).forEach(login -> {
            switch (login.loginMark().map(Mark.Login::holder).orElseThrow()) {
                case Holder.Action() ->
                    rows.add(row("get-credentials", "", Optional.of(login), sessions, state(login)));
                case Holder.Relation(String id, String client) -> {
                    if (!relations.contains(RelationId.of(id))) {
                        rows.add(row(id, client, Optional.of(login), sessions, leftOver(login)));
                    }
                }
            }
        });
        return Map.of("ok", "True", "access", TextTable.of(rows), "json", JSON.std.asString(rows));
    }

    private Verdict verdict(RelationId relation, String client) {
        Map<String, String> own = context.tools().databag(relation, context.application());
        return switch (new RelationObserver(context, session, policy, relation, client, own)
                .observe(context.tools().databag(relation, client), Optional.empty())) {
            case ObservedRelation.NotAsking() -> new Verdict.Waiting(client + " has not asked for a database yet");
            case ObservedRelation.Refused(Refusal refusal) -> new Verdict.Refused(refusal);
            case ObservedRelation.Asking asking ->
                asking.isDone()
                        ? new Verdict.Served(
                                asking.request().database(), asking.planned().login())
                        : new Verdict.Waiting("to be served: juju run " + context.application() + "/leader reconcile");
        };
    }

    private static Verdict state(Role login) {
        return login.login()
                ? new Verdict.Served(login.loginMark().orElseThrow().database(), login.name())
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
