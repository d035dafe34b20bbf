package pgcharm.integrator;

import java.util.Map;
import pgcharm.juju.Event;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.Invocation;
import pgcharm.juju.UnitStatus;

/// Which work an event leads to. Nearly every one leads to the same: look at what is there, ask for what is missing,
/// say how it stands.
final class Hooks {
    private final Invocation invocation;
    private final HookTools tools;

    Hooks(Invocation invocation) {
        this.invocation = invocation;
        this.tools = invocation.tools();
    }

    /// @throws HookToolException when a retry by Juju is the remedy
    void handle(Event event) {
        switch (event) {
            case Event.Lifecycle lifecycle -> lifecycle(lifecycle);
            case Event.Relation relation
            when relation.id().endpoint().equals(ProviderRelation.ENDPOINT) -> relation(relation);
            case Event.Secret secret -> secret(secret);
            case Event.Action action -> new Actions(invocation, this::reconcile).run(action.name());
            case Event.Relation _, Event.Storage _, Event.Workload _, Event.Unknown _ -> {}
        }
    }

    private void lifecycle(Event.Lifecycle event) {
        switch (event) {
            case CONFIG_CHANGED, UPGRADE_CHARM, LEADER_ELECTED, START, UPDATE_STATUS ->
                reconcile(Observation.of(tools));
            case INSTALL, STOP, REMOVE, LEADER_SETTINGS_CHANGED -> {}
        }
    }

    private void relation(Event.Relation event) {
        switch (event.phase()) {
            case CREATED, CHANGED -> reconcile(Observation.of(tools, event));
            case BROKEN -> {
                if (tools.isLeader()) {
                    new EntitySecret(invocation, event.id()).remove();
                }
                reconcile(Observation.withoutRelation(tools));
            }
            case JOINED, DEPARTED -> {}
        }
    }

    private void secret(Event.Secret event) {
        switch (event.phase()) {
            case CHANGED -> {
                track(event.id());
                reconcile(Observation.of(tools));
            }
            case REMOVE -> {
                if (event.revision().isPresent() && tools.isLeader() && isReadable(event.id())) {
                    tools.secrets().removeRevision(event.id(), event.revision().getAsInt());
                }
            }
            case EXPIRED, ROTATE -> {}
        }
    }

    private UnitStatus reconcile(Observation observation) {
        Map<String, String> asked = observation
                .relation()
                .map(relation -> asked(observation, relation))
                .orElse(Map.of());
        UnitStatus status = Verdict.of(observation, asked);
        invocation.statuses().unit(status);
        return status;
    }

    /// The request as it stands in the relation; only the leader can read it there, and writes it.
    private Map<String, String> asked(Observation observation, ProviderRelation relation) {
        if (!tools.isLeader()) {
            return relation.provider().asked();
        }
        try {
            Map<String, String> own = tools.databag(relation.id(), invocation.application());
            return new Ask(invocation).write(observation, relation, own);
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE, NOT_LEADER -> {
                    invocation.log().accept(relation.id() + " was overtaken: " + e.getMessage());
                    yield relation.provider().asked();
                }
                case SECRET_MISSING, NOT_ALLOWED, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    /// Reads the latest revision, so that the secret's owner may remove the older ones.
    private void track(String secret) {
        try {
            tools.secrets().latest(secret);
        } catch (HookToolException e) {
            invocation.log().accept(String.valueOf(e.getMessage()));
        }
    }

    private boolean isReadable(String secret) {
        try {
            tools.secrets().own(secret);
            return true;
        } catch (HookToolException e) {
            return false;
        }
    }
}
