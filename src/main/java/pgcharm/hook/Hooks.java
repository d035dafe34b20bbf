package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.access.Holder;
import pgcharm.access.Policy;
import pgcharm.access.Verdict;
import pgcharm.juju.Event;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.FirstLogin;
import pgcharm.server.ServerConfig;
import pgcharm.wire.Client;
import pgcharm.wire.PgsqlClient;
import pgcharm.workload.ClusterSecret;

/// Which work an event leads to.
final class Hooks {
    private final Context context;

    Hooks(Context context) {
        this.context = context;
    }

    /// @throws HookToolException when a retry by Juju is the remedy
    void handle(Event event) {
        try {
            work(event);
        } catch (HookToolException e) {
            if (e.kind() != HookToolException.Kind.NOT_LEADER) {
                throw e;
            }
            // leadership moved while the hook ran: whoever has it now goes on
            context.log().line(String.valueOf(e.getMessage()));
        }
    }

    private void work(Event event) {
        switch (event) {
            case Event.Lifecycle lifecycle -> lifecycle(lifecycle);
            case Event.Relation relation
            when Context.ENDPOINTS.contains(relation.id().endpoint()) -> relation(relation);
            case Event.Relation relation when relation.id().endpoint().equals(ClusterMember.PEERS) -> peers(relation);
            case Event.Workload _ -> cluster(false);
            case Event.Secret secret -> secret(secret);
            case Event.Action action -> new Actions(context).run(action.name());
            case Event.Relation _, Event.Storage _, Event.Unknown _ -> {}
        }
    }

    private void lifecycle(Event.Lifecycle event) {
        switch (event) {
            case INSTALL, STOP, REMOVE, LEADER_SETTINGS_CHANGED -> {}
            case LEADER_ELECTED -> {
                context.statuses().forgetApplication();
                context.lastSweep().forget();
                sweep(Sweep.Depth.EVERYTHING, false, true);
            }
            // before start, relation-ids may not know every relation yet: nothing is taken away
            case CONFIG_CHANGED -> sweep(Sweep.Depth.EVERYTHING, false, false);
            case UPGRADE_CHARM -> {
                context.lastSweep().forget();
                sweep(Sweep.Depth.EVERYTHING, false, true);
            }
            case START -> sweep(Sweep.Depth.UNSERVED, false, false);
            case UPDATE_STATUS -> sweep(Sweep.Depth.UNSERVED, true, false);
        }
    }

    /// Units come and go: what Kubernetes knows of them follows.
    private void peers(Event.Relation event) {
        switch (event.phase()) {
            case CREATED, CHANGED -> cluster(false);
            case JOINED, DEPARTED -> cluster(true);
            case BROKEN -> {}
        }
    }

    /// News of the charm's own cluster.
    private void cluster(boolean unitsChanged) {
        if (ownsCluster()) {
            sweep(Sweep.Depth.UNSERVED, false, unitsChanged);
        }
    }

    private void secret(Event.Secret event) {
        switch (event.phase()) {
            case CHANGED -> {
                // Juju also tells of what this charm itself has just written
                if (event.label().equals(Optional.of(ClusterSecret.LABEL))) {
                    cluster(false);
                } else if (!context.tools().isLeader()
                        || !context.tools().secrets().isOwn(event.id())) {
                    sweep(Sweep.Depth.EVERYTHING, true, false);
                }
            }
            case REMOVE -> {
                if (event.revision().isPresent() && context.tools().isLeader()) {
                    context.tools()
                            .secrets()
                            .removeRevision(event.id(), event.revision().getAsInt());
                }
            }
            case EXPIRED, ROTATE -> {}
        }
    }

    private void relation(Event.Relation event) {
        boolean namesUnits = PgsqlClient.ENDPOINTS.contains(event.id().endpoint());
        boolean concernsUnitsOnly = event.phase() == Event.Phase.DEPARTED;
        if (event.departingUnit().equals(Optional.of(context.unit())) && ownsCluster()) {
            Departure.note(context.environment());
        }
        if ((concernsUnitsOnly && !namesUnits) || !context.tools().isLeader()) {
            return;
        }
        // a client that has just come has most often not asked for anything yet
        boolean isNew = event.phase() == Event.Phase.CREATED || event.phase() == Event.Phase.JOINED;
        if (!isNew) {
            prepareLogin();
        }
        switch (event.phase()) {
            case CREATED, JOINED, CHANGED, DEPARTED -> serve(event);
            case BROKEN -> broken(event);
        }
    }

    /// A client that has not asked for anything yet costs no connection.
    private void serve(Event.Relation event) {
        try {
            Map<String, String> own = context.tools().databag(event.id(), context.application());
            ObservedRelation relation = ObservedRelation.read(context, event.id(), event.remoteApplication(), own);
            if (!relation.isIdle()) {
                onServer(Optional::empty, (session, policy, _) -> serve(relation, session, policy));
            }
        } catch (HookToolException e) {
            if (e.kind() != HookToolException.Kind.RELATION_GONE) {
                throw e;
            }
            context.log().line(event.id() + " went away while it was served: " + e.getMessage());
        }
    }

    private void serve(ObservedRelation relation, AdminSession session, Policy policy) {
        ServeRelation work = new ServeRelation(context, session, policy, relation);
        List<Verdict> verdicts = work.serve(Optional.empty(), false);
        verdicts.forEach(verdict -> context.log().line(relation.id() + " " + verdict.text()));
        boolean isRefused = verdicts.stream().anyMatch(Verdict.Refused.class::isInstance);
        RefusedRelations.tell(context.statuses(), relation.id(), relation.isRefused(), isRefused);
        new Sweep(context, session, policy).follow(work.followers());
    }

    private void broken(Event.Relation event) {
        RelationId relation = event.id();
        if (ownsCluster() && Departure.isNoted(context.environment())) {
            return;
        }
        Map<String, String> own = Relations.lastOwn(context, relation);
        Map<String, Map<String, String>> responses = Client.responses(relation.endpoint(), own);
        OpenServer.Meanwhile<Boolean> removal = () -> removeSecrets(relation, responses);
        onServer(removal, (session, policy, _) -> {
            Holder.Relation holder = new Holder.Relation(relation.toString(), event.remoteApplication());
            List<String> freed = RemoveAccess.logins(context, session, holder, _ -> true);
            RefusedRelations.tell(context.statuses(), relation, own.containsKey("status"), false);
            boolean diedBefore = freed.isEmpty() && !responses.isEmpty();
            // a name that somebody chose may be what another relation was refused
            if (diedBefore || freed.stream().anyMatch(name -> !name.startsWith("relation_id_"))) {
                new Sweep(context, session, policy)
                        .run(Sweep.Depth.UNSERVED, true, Relations.list(context, Optional.of(relation)));
            }
        });
    }

    private boolean removeSecrets(RelationId relation, Map<String, Map<String, String>> responses) {
        boolean mayHaveSecrets = !PgsqlClient.ENDPOINTS.contains(relation.endpoint());
        if (mayHaveSecrets) {
            RemoveAccess.secrets(context, relation, responses.isEmpty() ? Map.of("", Map.of()) : responses);
        }
        return mayHaveSecrets;
    }

    /// The unit's own work for the charm's own cluster, if it has one, and then the leader's for every relation.
    ///
    /// @param unitsChanged units of this application came or went, or its leader is new
    private void sweep(Sweep.Depth depth, boolean removeOrphans, boolean unitsChanged) {
        boolean leads = context.tools().isLeader();
        prepareLogin();
        Optional<UnitStatus> noServer = Optional.empty();
        if (ownsCluster()) {
            noServer = new ClusterMember(context).tend(unitsChanged);
        } else {
            ClusterLibraries.forget(context.environment());
        }
        if (noServer.isPresent() && leads) {
            context.statuses().application(noServer.get());
        } else if (noServer.isEmpty() && !leads) {
            told(UnitStatus.active(""));
        } else if (noServer.isEmpty()) {
            onServer(() -> Sweep.ahead(context, depth), (session, policy, relations) -> {
                context.statuses().workloadVersion(session.version());
                if (ownsCluster()) {
                    OwnSession.settle(context, session);
                }
                new Sweep(context, session, policy).run(depth, removeOrphans, relations);
            });
        }
    }

    private interface Work<M> {
        void with(AdminSession session, Policy policy, M meanwhile);
    }

    /// Work of the leader. Where the server is another's, the unit's status says whether it could be worked with.
    private <M> void onServer(OpenServer.Meanwhile<M> meanwhile, Work<M> work) {
        Optional<UnitStatus> trouble = OpenServer.with(
                context,
                meanwhile,
                (session, policy, got) -> {
                    work.with(session, policy, got);
                    return Optional.empty();
                },
                Optional::of);
        told(trouble.orElse(UnitStatus.active("")));
        if (trouble.isPresent() || !context.statuses().isApplicationActive()) {
            context.statuses().application(trouble.orElse(UnitStatus.active("")));
        }
        trouble.ifPresent(status -> context.log().line(status.message()));
    }

    private void told(UnitStatus status) {
        if (!ownsCluster()) {
            context.statuses().unit(status);
        }
    }

    /// Only the leader logs in, and where there was no server before there will hardly be one now.
    private void prepareLogin() {
        if (context.tools().isLeader() && context.statuses().isUnitActive()) {
            FirstLogin.prepare();
        }
    }

    private boolean ownsCluster() {
        return ServerConfig.isOwn(context.tools().config());
    }
}
