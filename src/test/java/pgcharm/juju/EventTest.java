package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTest {
    private static final RelationId RELATION = new RelationId("database", 7);

    @ParameterizedTest
    @EnumSource
    void readsEveryHookOfTheUnit(Event.Lifecycle lifecycle) {
        String name = lifecycle.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(event("hooks/" + name, Map.of())).isEqualTo(lifecycle);
    }

    static Stream<Arguments> relationHooks() {
        return Stream.of(
                /* { path, JUJU_REMOTE_UNIT, JUJU_DEPARTING_UNIT, phase } */
                Arguments.of("hooks/database-relation-created", "", "", Event.Phase.CREATED),
                Arguments.of("hooks/database-relation-joined", "client/0", "", Event.Phase.JOINED),
                Arguments.of("hooks/database-relation-changed", "client/0", "", Event.Phase.CHANGED),
                Arguments.of("hooks/database-relation-changed", "", "", Event.Phase.CHANGED),
                Arguments.of("hooks/database-relation-departed", "client/0", "client/0", Event.Phase.DEPARTED),
                Arguments.of("hooks/database-relation-departed", "client/0", "postgresql-k8s/1", Event.Phase.DEPARTED),
                Arguments.of("hooks/database-relation-broken", "", "", Event.Phase.BROKEN));
    }

    @ParameterizedTest
    @MethodSource("relationHooks")
    void readsEveryHookOfARelation(String path, String remoteUnit, String departingUnit, Event.Phase phase) {
        Event event = event(
                path,
                Map.of(
                        "JUJU_RELATION", "database",
                        "JUJU_RELATION_ID", "database:7",
                        "JUJU_REMOTE_APP", "client",
                        "JUJU_REMOTE_UNIT", remoteUnit,
                        "JUJU_DEPARTING_UNIT", departingUnit));
        assertThat(event)
                .isEqualTo(new Event.Relation(
                        phase,
                        RELATION,
                        "client",
                        Optional.of(remoteUnit).filter(text -> !text.isEmpty()),
                        Optional.of(departingUnit).filter(text -> !text.isEmpty())));
    }

    @Test
    void theEndpointOfARelationHookMayHaveAnyName() {
        Event event =
                event("hooks/x-relation-storage-relation-changed", Map.of("JUJU_RELATION_ID", "x-relation-storage:3"));
        assertThat(event).isInstanceOfSatisfying(Event.Relation.class, relation -> {
            assertThat(relation.id()).isEqualTo(new RelationId("x-relation-storage", 3));
            assertThat(relation.remoteApplication()).isEmpty();
        });
    }

    static Stream<Arguments> secretHooks() {
        return Stream.of(
                /* { path, JUJU_SECRET_LABEL, JUJU_SECRET_REVISION, phase, revision } */
                Arguments.of("hooks/secret-changed", "label", "", Event.SecretPhase.CHANGED, OptionalInt.empty()),
                Arguments.of("hooks/secret-remove", "", "2", Event.SecretPhase.REMOVE, OptionalInt.of(2)),
                Arguments.of("hooks/secret-expired", "", "13", Event.SecretPhase.EXPIRED, OptionalInt.of(13)),
                Arguments.of("hooks/secret-rotate", "", "junk", Event.SecretPhase.ROTATE, OptionalInt.empty()));
    }

    @ParameterizedTest
    @MethodSource("secretHooks")
    void readsEveryHookOfASecret(
            String path, String label, String revision, Event.SecretPhase phase, OptionalInt expected) {
        Map<String, String> variables = Map.of(
                "JUJU_SECRET_ID", "secret:ck000001081g8180000g",
                "JUJU_SECRET_LABEL", label,
                "JUJU_SECRET_REVISION", revision);
        assertThat(event(path, variables))
                .isEqualTo(new Event.Secret(
                        phase,
                        "secret:ck000001081g8180000g",
                        Optional.of(label).filter(text -> !text.isEmpty()),
                        expected));
    }

    static Stream<Arguments> otherHooks() {
        return Stream.of(
                /* { path, variables, event } */
                Arguments.of(
                        "hooks/pgdata-storage-attached",
                        Map.of("JUJU_STORAGE_ID", "pgdata/0"),
                        new Event.Storage(Event.StoragePhase.ATTACHED, "pgdata/0")),
                Arguments.of(
                        "hooks/pgdata-storage-detaching",
                        Map.of("JUJU_STORAGE_ID", "pgdata/0"),
                        new Event.Storage(Event.StoragePhase.DETACHING, "pgdata/0")),
                Arguments.of("hooks/postgresql-pebble-ready", Map.of(), workload(Event.WorkloadPhase.PEBBLE_READY)),
                Arguments.of(
                        "hooks/postgresql-pebble-custom-notice",
                        Map.of(),
                        workload(Event.WorkloadPhase.PEBBLE_CUSTOM_NOTICE)),
                Arguments.of(
                        "hooks/postgresql-pebble-check-failed",
                        Map.of(),
                        workload(Event.WorkloadPhase.PEBBLE_CHECK_FAILED)),
                Arguments.of(
                        "hooks/postgresql-pebble-check-recovered",
                        Map.of(),
                        workload(Event.WorkloadPhase.PEBBLE_CHECK_RECOVERED)),
                Arguments.of("actions/get-credentials", Map.of(), new Event.Action("get-credentials")));
    }

    @ParameterizedTest
    @MethodSource("otherHooks")
    void readsStorageWorkloadAndActions(String path, Map<String, String> variables, Event expected) {
        assertThat(event(path, variables)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks/collect-metrics",
                "hooks/a-new-hook-of-juju-9",
                "hooks/database-relation-renamed",
                "hooks/-relation-created",
                "hooks/secret-",
                "hooks/",
                "hooks",
                "",
                "elsewhere/install",
                "install"
            })
    void whatItDoesNotKnowIsNoError(String path) {
        assertThat(event(path, Map.of())).isEqualTo(new Event.Unknown(path));
    }

    @Test
    void noPathIsNoEvent() {
        assertThat(Event.from(Map.of())).isEqualTo(new Event.Unknown(""));
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                /* { path, variable that comes with it } */
                Arguments.of("hooks/database-relation-changed", "JUJU_RELATION_ID"),
                Arguments.of("hooks/secret-changed", "JUJU_SECRET_ID"),
                Arguments.of("hooks/pgdata-storage-attached", "JUJU_STORAGE_ID"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void namesTheVariableThatIsMissing(String path, String variable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event(path, Map.of()))
                .withMessageContaining(variable);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event(path, Map.of(variable, "")))
                .withMessageContaining(variable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "7", ":7", "database:", "database:x", "database:-1", "database:12345678901"})
    void refusesWhatIsNoRelationId(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelationId.of(text))
                .withMessageContaining(text);
    }

    private static Event.Workload workload(Event.WorkloadPhase phase) {
        return new Event.Workload(phase, "postgresql");
    }

    /// With what Juju always sets, empty where it does not apply.
    private static Event event(String path, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JUJU_DISPATCH_PATH", path,
                "JUJU_HOOK_NAME", path.substring(path.indexOf('/') + 1),
                "JUJU_UNIT_NAME", "postgresql-k8s/0",
                "JUJU_MODEL_UUID", "01234567-89ab-4cde-8f01-23456789abcd",
                "JUJU_MODEL_NAME", "production",
                "JUJU_VERSION", "3.6.9",
                "JUJU_MACHINE_ID", "",
                "JUJU_PRINCIPAL_UNIT", "",
                "JUJU_CHARM_DIR", "/var/lib/juju/agents/unit-postgresql-k8s-0/charm"));
        environment.putAll(variables);
        return Event.from(environment);
    }
}
