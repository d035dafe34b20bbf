package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Mark;
import pgcharm.access.Policy;
import pgcharm.access.Role;
import pgcharm.access.Verdict;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.wire.ConnectionFacts;
import pgcharm.wire.Publication;

/// Works through every relation. The catalog is read once; a relation that is served and shows the server as it is
/// costs one hook tool.
final class Sweep {
    /// How much a sweep looks at.
    enum Depth {
        /// Relations that are not served, were refused, or show another server than today's.
        UNSERVED,
        /// Every relation with its secrets.
        EVERYTHING
    }

    private final Context context;
    private final AdminSession session;
    private final Policy policy;

    Sweep(Context context, AdminSession session, Policy policy) {
        this.context = context;
        this.session = session;
        this.policy = policy;
    }

    /// @param removeOrphans take away logins whose relation is gone: only when `relation-ids` can be relied on
    /// @param gone a relation that is being removed just now, which older Jujus still list
    SortedMap<RelationId, Verdict> run(Depth depth, boolean removeOrphans, Optional<RelationId> gone) {
        Set<RelationId> relations = context.tools().relations(Context.DATABASE).stream()
                .filter(relation -> gone.filter(relation::equals).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        Catalog catalog = session.catalog(context.realm(), new Scope.All());
        if (removeOrphans) {
            removeOrphans(catalog, relations);
        }
        SortedMap<RelationId, Verdict> verdicts = new TreeMap<>();
        Map<String, Role> logins = logins(catalog);
        for (RelationId relation : relations.stream().sorted().toList()) {
            verdict(relation, Optional.ofNullable(logins.get(relation.toString())), catalog, depth)
                    .ifPresent(verdict -> verdicts.put(relation, verdict));
        }
        context.statuses()
                .application(new RefusedRelations(verdicts.entrySet().stream()
                                .filter(entry -> entry.getValue() instanceof Verdict.Refused)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toUnmodifiableSet()))
                        .status());
        return verdicts;
    }

    private void removeOrphans(Catalog catalog, Set<RelationId> relations) {
        Set<String> present = relations.stream().map(RelationId::toString).collect(Collectors.toUnmodifiableSet());
        logins(catalog).forEach((relation, login) -> {
            if (!present.contains(relation)) {
                RemoveAccess.remove(context, session, login, catalog);
            }
        });
    }

    /// Empty for a relation that vanished while it was looked at.
    private Optional<Verdict> verdict(RelationId relation, Optional<Role> login, Catalog catalog, Depth depth) {
        try {
            Map<String, String> own = context.tools().databag(relation, context.application());
            Optional<Mark.Login> mark = login.filter(Role::login).flatMap(Role::loginMark);
            boolean idle = depth == Depth.UNSERVED
                    && mark.isPresent()
                    && !own.containsKey("status")
                    && showsServer(own, ServeRelation.facts(session));
            if (idle) {
                return Optional.of(new Verdict.Served(
                        mark.orElseThrow().database(), login.orElseThrow().name()));
            }
            String client = mark.map(known -> client(known.holder()))
                    .orElseGet(() -> context.tools().remoteApplication(relation));
            return Optional.of(new ServeRelation(context, session, policy, relation, client, own)
                    .serve(context.tools().databag(relation, client), Optional.of(catalog), depth == Depth.EVERYTHING));
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE -> Optional.empty();
                case SECRET_MISSING, NOT_ALLOWED, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    private static boolean showsServer(Map<String, String> own, ConnectionFacts facts) {
        return Publication.facts(facts).entrySet().stream()
                .allMatch(fact -> fact.getValue().equals(own.get(fact.getKey())));
    }

    private Map<String, Role> logins(Catalog catalog) {
        Map<String, Role> logins = new TreeMap<>();
        catalog.logins(context.realm()).forEach(login -> {
            if (login.loginMark().orElseThrow().holder() instanceof Holder.Relation(String id, String ignored)) {
                logins.put(id, login);
            }
        });
        return logins;
    }

    private static String client(Holder holder) {
        return switch (holder) {
            case Holder.Relation(String ignored, String client) -> client;
            case Holder.Action() -> "";
        };
    }
}
