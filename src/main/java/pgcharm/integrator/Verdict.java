package pgcharm.integrator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.juju.UnitStatus;

/// What the unit's status says. Texts and their order are those of the data-integrator charm, which operators and
/// scripts know; what a provider says in its `status` key comes where credentials are missing or out of date.
final class Verdict {
    /// Without a relation, and until its provider has answered.
    static final UnitStatus NOT_SERVED =
            UnitStatus.blocked("Please relate the data-integrator with the desired product");

    private Verdict() {}

    /// @param asked the request as it stands in the relation
    static UnitStatus of(Observation observation, Map<String, String> asked) {
        RequestConfig config = observation.config();
        Optional<String> problem = config.problem();
        if (problem.isPresent()) {
            return UnitStatus.blocked(problem.get());
        }
        if (observation.entity() instanceof RequestedEntity.Unreadable) {
            return UnitStatus.blocked("Unable to access requested-entities-secret");
        }
        if (config.database().isEmpty()) {
            return UnitStatus.blocked("Please specify either topic, index, database name, keyspace name, or prefix");
        }
        return observation
                .relation()
                .map(relation -> related(config, relation, asked))
                .orElse(NOT_SERVED);
    }

    private static UnitStatus related(RequestConfig config, ProviderRelation relation, Map<String, String> asked) {
        ProviderData provider = relation.provider();
        List<ProviderStatus> statuses = provider.statuses();
        Optional<ProviderStatus> trouble =
                statuses.stream().filter(ProviderStatus::isTrouble).findFirst();
        if (trouble.isPresent()) {
            return UnitStatus.blocked(
                    relation.application() + ": " + trouble.get().text());
        }
        if (!provider.isServed()) {
            return NOT_SERVED;
        }
        Optional<String> other = provider.database().filter(given -> !given.equals(config.database()));
        if (provider.followsChanges()) {
            return other.map(given -> UnitStatus.waiting("waiting for " + relation.application()
                            + " to change the database from " + given + " to " + config.database()))
                    .orElseGet(() -> active(statuses));
        }
        if (!asked.isEmpty() && !config.hasRolesOf(asked)) {
            return UnitStatus.blocked("To change role info, please remove relation and add it again");
        }
        return other.map(given -> UnitStatus.blocked(
                        "To change database name: " + given + ", please remove relation and add it again"))
                .orElseGet(() -> active(statuses));
    }

    private static UnitStatus active(List<ProviderStatus> statuses) {
        return UnitStatus.active(
                statuses.stream().findFirst().map(ProviderStatus::text).orElse(""));
    }
}
