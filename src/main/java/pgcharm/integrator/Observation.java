package pgcharm.integrator;

import java.util.Map;
import java.util.Optional;
import pgcharm.juju.Event;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.RelationId;

/// What is there now: the operator's wishes, and what the provider published.
///
/// @param entity matters only until credentials have arrived
record Observation(RequestConfig config, RequestedEntity entity, Optional<ProviderRelation> relation) {
    static Observation of(HookTools tools) {
        return of(
                tools,
                tools.relations(ProviderRelation.ENDPOINT).stream()
                        .findFirst()
                        .flatMap(id -> relation(tools, id, tools.remoteApplication(id))));
    }

    /// In a hook of the relation, which says what else would have to be asked.
    static Observation of(HookTools tools, Event.Relation event) {
        return event.remoteApplication().isEmpty()
                ? of(tools)
                : of(tools, relation(tools, event.id(), event.remoteApplication()));
    }

    static Observation withoutRelation(HookTools tools) {
        return of(tools, Optional.empty());
    }

    boolean isServed() {
        return relation.filter(present -> present.provider().isServed()).isPresent();
    }

    private static Observation of(HookTools tools, Optional<ProviderRelation> relation) {
        RequestConfig config = new RequestConfig(tools.config());
        boolean served =
                relation.filter(present -> present.provider().isServed()).isPresent();
        Optional<RequestedEntity> entity =
                config.entitiesSecret().filter(_ -> !served).map(id -> RequestedEntity.read(tools.secrets(), id));
        return new Observation(config, entity.orElseGet(RequestedEntity.NotWanted::new), relation);
    }

    private static Optional<ProviderRelation> relation(HookTools tools, RelationId id, String application) {
        if (application.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, String> databag = tools.databag(id, application);
            return Optional.of(new ProviderRelation(id, application, new ProviderData(databag)));
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE -> Optional.empty();
                case SECRET_MISSING, NOT_ALLOWED, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }
}
