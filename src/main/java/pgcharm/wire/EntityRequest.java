package pgcharm.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pgcharm.access.Entity;
import pgcharm.access.Refusal;

/// The fields of a request that ask for an entity. Their rules are those of the client libraries.
///
/// @param type the value of `entity-type`
/// @param permissions the value of `entity-permissions`, decoded; empty for JSON `null` or an absent field
/// @param userRoles the value of `extra-user-roles`
/// @param groupRoles the value of `extra-group-roles`
record EntityRequest(Optional<String> type, Optional<Object> permissions, String userRoles, String groupRoles) {
    private static final Set<String> PERMISSION_KEYS = Set.of("resource_name", "resource_type", "privileges");

    /// What is wrong with the fields; empty when nothing is.
    Optional<Refusal> objection() {
        boolean roles = !DatabaseClient.words(userRoles).isEmpty();
        boolean ofGroup = !DatabaseClient.words(groupRoles).isEmpty();
        if (type.isEmpty()) {
            return permissions.isPresent()
                    ? malformed("entity-permissions without entity-type", "set entity-type to USER or GROUP")
                    : ofGroup
                            ? malformed("extra-group-roles without entity-type", "set entity-type to GROUP")
                            : Optional.empty();
        }
        Optional<Entity.Type> known = known();
        if (known.isEmpty()) {
            return malformed("entity-type " + Refusals.shown(type.get()), "set it to USER or GROUP");
        }
        Optional<Refusal> wrongRoles = switch (known.get()) {
            case USER ->
                ofGroup ? malformed("extra-group-roles of a USER", "use extra-user-roles") : Optional.<Refusal>empty();
            case GROUP ->
                roles ? malformed("extra-user-roles of a GROUP", "use extra-group-roles") : Optional.<Refusal>empty();
        };
        return wrongRoles.or(() -> permissions
                .filter(value -> list(value).isEmpty())
                .flatMap(_ -> malformed(
                        "entity-permissions",
                        "write a JSON list of objects with resource_name, resource_type and privileges, a list of"
                                + " texts")));
    }

    /// Only where there is no objection.
    Optional<Entity> entity() {
        return known().map(known ->
                new Entity(known, permissions.flatMap(EntityRequest::list).orElse(List.of())));
    }

    /// The words that count for what is asked.
    List<String> extraRoles() {
        return DatabaseClient.words(known().equals(Optional.of(Entity.Type.GROUP)) ? groupRoles : userRoles);
    }

    private Optional<Entity.Type> known() {
        return Stream.of(Entity.Type.values())
                .filter(known -> type.equals(Optional.of(known.name())))
                .findFirst();
    }

    /// Empty for what is no list of permissions.
    private static Optional<List<Entity.Permission>> list(Object value) {
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Entity.Permission> permissions = new ArrayList<>();
        for (Object element : list) {
            if (element instanceof Map<?, ?> object
                    && object.keySet().equals(PERMISSION_KEYS)
                    && object.get("resource_type") instanceof String type
                    && object.get("resource_name") instanceof String name
                    && object.get("privileges") instanceof List<?> privileges
                    && privileges.stream().allMatch(String.class::isInstance)) {
                permissions.add(new Entity.Permission(
                        type, name, privileges.stream().map(String.class::cast).toList()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(permissions);
    }

    private static Optional<Refusal> malformed(String what, String resolution) {
        return Optional.of(Refusals.malformed(what, resolution));
    }
}
