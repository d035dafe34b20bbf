package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;

/// The relations that Juju lists, and the own side of their databags, each read once.
final class Relations {
    private final Context context;
    private final List<RelationId> ids;
    private final Map<RelationId, Map<String, String>> own = new TreeMap<>();

    private Relations(Context context, List<RelationId> ids) {
        this.context = context;
        this.ids = ids;
    }

    /// @param gone a relation that is being removed just now, which older Jujus still list
    static Relations list(Context context, Optional<RelationId> gone) {
        return new Relations(
                context,
                Context.ENDPOINTS.stream()
                        .flatMap(endpoint -> context.tools().relations(endpoint).stream())
                        .filter(relation -> gone.filter(relation::equals).isEmpty())
                        .toList());
    }

    List<RelationId> ids() {
        return ids;
    }

    /// As they stand in marks.
    Set<String> names() {
        return ids.stream().map(RelationId::toString).collect(Collectors.toUnmodifiableSet());
    }

    /// Reads ahead what [#own] will be asked for.
    Relations read(Predicate<RelationId> wanted) {
        ids.stream().filter(wanted).forEach(relation -> {
            try {
                own(relation);
            } catch (HookToolException e) {
                if (e.kind() != HookToolException.Kind.RELATION_GONE) {
                    throw e;
                }
            }
        });
        return this;
    }

    /// The databag of the own application.
    ///
    /// @throws HookToolException also when the relation has vanished
    Map<String, String> own(RelationId relation) {
        return own.computeIfAbsent(relation, id -> context.tools().databag(id, context.application()));
    }

    /// The databag of the own application in a relation that is going, as far as it can still be read.
    static Map<String, String> lastOwn(Context context, RelationId relation) {
        try {
            return context.tools().databag(relation, context.application());
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE, NOT_ALLOWED -> Map.of();
                case SECRET_MISSING, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }
}
