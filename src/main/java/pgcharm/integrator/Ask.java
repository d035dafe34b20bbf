package pgcharm.integrator;

import java.util.Map;
import java.util.TreeMap;
import pgcharm.juju.HookTools;
import pgcharm.juju.Invocation;
import pgcharm.juju.SecretContent;

/// Writes the request into the relation, or brings it up to date. For the leader.
final class Ask {
    private static final String ENTITY_SECRET = "requested-entity-secret";

    /// In this order, which providers of the past knew; one of them looks for a field in the text.
    private static final Map<String, String> SECRET_KEYS = Map.of(
            "requested-secrets",
            "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\", \"read-only-uris\", \"entity-name\","
                    + " \"entity-password\"]",
            "provided-secrets",
            "[\"mtls-cert\"]");

    private final Invocation invocation;
    private final HookTools tools;

    Ask(Invocation invocation) {
        this.invocation = invocation;
        this.tools = invocation.tools();
    }

    /// @param own databag of this application
    /// @return that databag as it is now
    Map<String, String> write(Observation observation, ProviderRelation relation, Map<String, String> own) {
        Map<String, String> wanted = new TreeMap<>(SECRET_KEYS);
        wanted.put("external-node-connectivity", "true");
        if (mayAsk(observation, relation)) {
            wanted.putAll(observation.config().request());
        }
        EntitySecret secret = new EntitySecret(invocation, relation.id());
        boolean told = own.containsKey(ENTITY_SECRET);
        switch (observation.entity()) {
            case RequestedEntity.Named(SecretContent content)
            when observation.config().problem().isEmpty() -> wanted.put(ENTITY_SECRET, secret.hold(content, told));
            case RequestedEntity.NotWanted()
            when told -> {
                secret.remove();
                wanted.put(ENTITY_SECRET, "");
            }
            case RequestedEntity.Named _, RequestedEntity.NotWanted _, RequestedEntity.Unreadable _ -> {}
        }
        wanted.entrySet().removeIf(entry -> entry.getValue().equals(own.getOrDefault(entry.getKey(), "")));
        return write(relation, own, wanted);
    }

    /// A request waits until it is whole: a provider gives a name once and for all. After that, only some providers
    /// follow a change; others fail on it.
    private static boolean mayAsk(Observation observation, ProviderRelation relation) {
        if (observation.config().problem().isPresent() || observation.entity() instanceof RequestedEntity.Unreadable) {
            return false;
        }
        return !relation.provider().isServed()
                || (relation.provider().followsChanges()
                        && !observation.config().database().isEmpty());
    }

    private Map<String, String> write(ProviderRelation relation, Map<String, String> own, Map<String, String> changes) {
        if (changes.isEmpty()) {
            return own;
        }
        tools.write(relation.id(), changes);
        if (changes.keySet().stream().anyMatch(SECRET_KEYS::containsKey)) {
            tools.writeUnit(relation.id(), SECRET_KEYS);
        }
        Map<String, String> now = new TreeMap<>(own);
        now.putAll(changes);
        return now;
    }
}
