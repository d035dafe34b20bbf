package pgcharm.hook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Policy;
import pgcharm.access.Role;
import pgcharm.access.Verdict;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.wire.Client;

/// Works through every relation. The catalog is read once; a relation that is served and shows the server as it is
/// costs one hook tool.
final class Sweep {
    /// How much a sweep looks at.
    enum Depth {
        /// Relations that are not served, were refused, or show another server than today's.
        UNSERVED,
        /// Every relation, with its secrets and its login where these were not looked into since they were written.
        EVERYTHING
    }

    private final Context context;
    private final AdminSession session;
    private final Policy policy;
    private final Set<Holder.Relation> followers = new HashSet<>();
    private final Map<RelationId, Integer> served = new TreeMap<>();
    private final Set<RelationId> secrets = new TreeSet<>();
    private final Set<String> actions = new TreeSet<>();

    Sweep(Context context, AdminSession session, Policy policy) {
        this.context = context;
        this.session = session;
        this.policy = policy;
    }

    /// What a sweep reads of Juju before it needs the server.
    static Relations ahead(Context context, Depth depth) {
        return Relations.list(context, Optional.empty())
                .read(relation ->
                        depth == Depth.EVERYTHING || !context.lastSweep().knows(relation));
    }

    /// @param removeOrphans take away logins whose relation is gone: only when `relation-ids` can be relied on
    SortedMap<RelationId, List<Verdict>> run(Depth depth, boolean removeOrphans, Relations relations) {
        Catalog catalog = session.catalog(context.realm(), new Scope.All());
        Map<String, List<Role>> logins = logins(catalog);
        if (removeOrphans) {
            Set<String> present = relations.names();
            logins.forEach((relation, orphans) -> {
                if (!present.contains(relation)) {
                    orphans.forEach(login -> RemoveAccess.remove(context, session, login, catalog));
                }
            });
        }
        lookAfterActions(removeOrphans, catalog);
        SortedMap<RelationId, List<Verdict>> verdicts = new TreeMap<>();
        for (RelationId relation : relations.ids()) {
            verdicts(relation, relations, logins.getOrDefault(relation.toString(), List.of()), catalog, depth)
                    .ifPresent(found -> verdicts.put(relation, found));
        }
        follow(Set.copyOf(followers));
        Set<RelationId> refused = new HashSet<>();
        verdicts.forEach((relation, found) -> {
            if (found.stream().anyMatch(Verdict.Refused.class::isInstance)) {
                refused.add(relation);
            }
        });
        context.statuses().application(new RefusedRelations(refused).status());
        context.lastSweep().remember(context.facts(session), served, secrets, actions);
        return verdicts;
    }

    /// @param removeAbandoned take away logins of actions that died: nobody knows their passwords
    private void lookAfterActions(boolean removeAbandoned, Catalog catalog) {
        catalog.logins(context.realm())
                .filter(login -> login.loginMark().orElseThrow().holder() instanceof Holder.Action)
                .forEach(login -> {
                    if (context.lastSweep().hasSecret(login.name())) {
                        actions.add(login.name());
                    } else if (removeAbandoned
                            && new ActionSecret(context.tools().secrets(), login.name()).exists()) {
                        actions.add(login.name());
                    } else if (removeAbandoned) {
                        RemoveAccess.remove(context, session, login, catalog);
                    }
                });
    }

    /// Serves relations whose prefix a new database matches.
    void follow(Set<Holder.Relation> holders) {
        for (Holder.Relation holder : holders) {
            RelationId relation = RelationId.of(holder.id());
            Map<String, String> own = context.tools().databag(relation, context.application());
            ObservedRelation observed = ObservedRelation.read(context, relation, holder.client(), own);
            new ServeRelation(context, session, policy, observed).serve(Optional.empty(), false);
        }
    }

    /// Empty for a relation that vanished while it was looked at.
    private Optional<List<Verdict>> verdicts(
            RelationId relation, Relations relations, List<Role> logins, Catalog catalog, Depth depth) {
        try {
            boolean inOrder = isServed(relation, relations, logins, catalog);
            if (depth == Depth.UNSERVED && inOrder) {
                served.put(relation, logins.size());
                if (haveSecrets(relation, logins)) {
                    secrets.add(relation);
                }
                return Optional.of(logins.stream().map(Sweep::served).toList());
            }
            Map<String, String> own = relations.own(relation);
            String client = logins.stream()
                    .findFirst()
                    .map(Sweep::client)
                    .orElseGet(() -> context.tools().remoteApplication(relation));
            ServeRelation work =
                    new ServeRelation(context, session, policy, ObservedRelation.read(context, relation, client, own));
            boolean thorough = depth == Depth.EVERYTHING && !haveSecrets(relation, logins);
            List<Verdict> verdicts = work.serve(Optional.of(catalog), thorough);
            followers.addAll(work.followers());
            if (inOrder && verdicts.stream().allMatch(Verdict.Served.class::isInstance)) {
                served.put(relation, logins.size());
                secrets.add(relation);
            }
            return Optional.of(verdicts);
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE -> Optional.empty();
                case SECRET_MISSING, NOT_ALLOWED, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    private boolean haveSecrets(RelationId relation, List<Role> logins) {
        return context.lastSweep().hasSecrets(relation, logins.size(), context.facts(session));
    }

    /// Every response has its login and its database and shows the server as it is; none was refused.
    private boolean isServed(RelationId relation, Relations relations, List<Role> logins, Catalog catalog) {
        if (logins.isEmpty() || !logins.stream().allMatch(login -> login.login() && hasDatabase(login, catalog))) {
            return false;
        }
        if (context.lastSweep().isServed(relation, logins.size(), context.facts(session))) {
            return true;
        }
        Map<String, String> own = relations.own(relation);
        Map<String, Map<String, String>> responses = Client.responses(relation.endpoint(), own);
        return !responses.isEmpty()
                && !own.containsKey("status")
                && responses.values().stream().noneMatch(Client::isEntity)
                && logins.size() == responses.size()
                && responses.values().stream()
                        .allMatch(
                                response -> Client.showsServer(relation.endpoint(), response, context.facts(session)));
    }

    private Map<String, List<Role>> logins(Catalog catalog) {
        Map<String, List<Role>> logins = new TreeMap<>();
        catalog.logins(context.realm()).forEach(login -> {
            if (login.loginMark().orElseThrow().holder() instanceof Holder.Relation holder) {
                logins.computeIfAbsent(holder.id(), _ -> new ArrayList<>()).add(login);
            }
        });
        return logins;
    }

    /// Never for a prefix: whether all that it matches is served can only be seen by planning for it.
    private static boolean hasDatabase(Role login, Catalog catalog) {
        return catalog.database(login.loginMark().orElseThrow().database()).isPresent();
    }

    private static Verdict served(Role login) {
        return new Verdict.Served(login.loginMark().orElseThrow().database(), login.name(), List.of());
    }

    private static String client(Role login) {
        return switch (login.loginMark().orElseThrow().holder()) {
            case Holder.Relation relation -> relation.client();
            case Holder.Action() -> "";
        };
    }
}
