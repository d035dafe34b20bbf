package pgcharm.hook;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pgcharm.juju.RelationId;
import pgcharm.juju.Statuses;
import pgcharm.juju.UnitStatus;

/// The relations that the application's status names as refused.
record RefusedRelations(Set<RelationId> relations) {
    private static final Pattern RELATION = Pattern.compile("[a-z][a-z0-9-]*:[0-9]{1,9}");

    RefusedRelations {
        relations = Set.copyOf(relations);
    }

    /// @param message of a status that [#status] made, or empty
    static RefusedRelations in(String message) {
        return new RefusedRelations(RELATION.matcher(message)
                .results()
                .map(MatchResult::group)
                .map(RelationId::of)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// Writes the application's status where a verdict has changed.
    static void tell(Statuses statuses, RelationId relation, boolean wasRefused, boolean isRefused) {
        if (wasRefused != isRefused) {
            statuses.application(
                    in(statuses.applicationMessage()).with(relation, isRefused).status());
        }
    }

    RefusedRelations with(RelationId relation, boolean refused) {
        SortedSet<RelationId> changed = new TreeSet<>(relations);
        if (refused) {
            changed.add(relation);
        } else {
            changed.remove(relation);
        }
        return new RefusedRelations(changed);
    }

    /// Refusals concern clients; the application itself is active.
    UnitStatus status() {
        String names = relations.stream().sorted().map(RelationId::toString).collect(Collectors.joining(", "));
        return UnitStatus.active(names.isEmpty() ? "" : "refused: " + names + " (reasons: run list-access)");
    }
}
