package pgcharm.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.juju.RelationId;
import pgcharm.juju.UnitStatus;

final class VerdictTest {
    private static final Map<String, String> CONFIG = Map.of("database-name", "shop");
    private static final Map<String, String> SERVED = Map.of("database", "shop", "secret-user", "secret:1");
    private static final String REFUSED =
            "[{\"code\": 4005, \"message\": \"role not allowed\", \"resolution\": \"ask for another\"}]";
    private static final UnitStatus ACTIVE = UnitStatus.active("");
    private static final UnitStatus RELATE =
            UnitStatus.blocked("Please relate the data-integrator with the desired product");
    private static final UnitStatus REFUSAL = UnitStatus.blocked("postgresql-k8s: role not allowed — ask for another");

    static Stream<Arguments> publications() {
        return Stream.of(
                /* { what the provider published, status } */
                Arguments.of(Map.of(), RELATE),
                Arguments.of(Map.of("endpoints", "db:5432"), RELATE),
                Arguments.of(Map.of("username", "me"), RELATE),
                Arguments.of(Map.of("status", REFUSED), REFUSAL),
                Arguments.of(Map.of("username", "me", "password", "secret"), ACTIVE),
                Arguments.of(Map.of("secret-user", "secret:1"), ACTIVE),
                Arguments.of(Map.of("secret-entity", "secret:1"), ACTIVE),
                Arguments.of(Map.of("entity-name", "readers"), ACTIVE),
                Arguments.of(SERVED, ACTIVE),
                Arguments.of(and(SERVED, "status", REFUSED), REFUSAL),
                Arguments.of(and(SERVED, "status", "not JSON"), ACTIVE),
                Arguments.of(and(SERVED, "status", "[{\"message\": \"no code\"}]"), ACTIVE),
                Arguments.of(
                        and(
                                SERVED,
                                "status",
                                "[{\"code\": 1001, \"message\": \"read only soon\", \"resolution\": \"\"}]"),
                        UnitStatus.active("read only soon")));
    }

    @ParameterizedTest
    @MethodSource("publications")
    void saysHowTheRelationStands(Map<String, String> published, UnitStatus status) {
        assertThat(Verdict.of(related(CONFIG, published), Map.of("database", "shop")))
                .isEqualTo(status);
    }

    static Stream<Arguments> changes() {
        UnitStatus roles = UnitStatus.blocked("To change role info, please remove relation and add it again");
        UnitStatus database =
                UnitStatus.blocked("To change database name: shop, please remove relation and add it again");
        UnitStatus waiting = UnitStatus.waiting("waiting for postgresql-k8s to change the database from shop to other");
        return Stream.of(
                /* { options, whether the provider follows changes, status } */
                Arguments.of(CONFIG, false, ACTIVE),
                Arguments.of(Map.of("database-name", "other"), false, database),
                Arguments.of(Map.of("database-name", "other"), true, waiting),
                Arguments.of(and(CONFIG, "extra-user-roles", "createdb"), false, roles),
                Arguments.of(and(CONFIG, "extra-user-roles", "createdb"), true, ACTIVE),
                Arguments.of(and(CONFIG, "entity-type", "USER"), false, roles),
                Arguments.of(Map.of("database-name", "other", "extra-user-roles", "createdb"), false, roles));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void saysWhatAChangedRequestNeeds(Map<String, String> options, boolean follows, UnitStatus status) {
        Map<String, String> published = follows ? and(SERVED, "follows-changes", "true") : SERVED;

        assertThat(Verdict.of(related(options, published), Map.of("database", "shop")))
                .isEqualTo(status);
    }

    @Test
    void accusesNobodyOfChangingRolesThatItCannotCompare() {
        Observation observation = related(and(CONFIG, "extra-user-roles", "createdb"), SERVED);

        assertThat(Verdict.of(observation, Map.of())).isEqualTo(ACTIVE);
    }

    @Test
    void namesTheFirstOfSeveralTroubles() {
        Map<String, String> wrong = Map.of("entity-type", "ROBOT");
        UnitStatus unreadable = UnitStatus.blocked("Unable to access requested-entities-secret");

        assertThat(Verdict.of(unrelated(wrong, new RequestedEntity.Unreadable()), Map.of()))
                .isEqualTo(UnitStatus.blocked("entity-type \"ROBOT\" is unknown: set USER or GROUP"));
        assertThat(Verdict.of(unrelated(Map.of(), new RequestedEntity.Unreadable()), Map.of()))
                .isEqualTo(unreadable);
        assertThat(Verdict.of(unrelated(Map.of(), new RequestedEntity.NotWanted()), Map.of()))
                .isEqualTo(UnitStatus.blocked(
                        "Please specify either topic, index, database name, keyspace name, or prefix"));
        assertThat(Verdict.of(unrelated(CONFIG, new RequestedEntity.NotWanted()), Map.of()))
                .isEqualTo(RELATE);
    }

    private static Observation related(Map<String, String> options, Map<String, String> published) {
        return new Observation(
                new RequestConfig(options),
                new RequestedEntity.NotWanted(),
                Optional.of(new ProviderRelation(
                        RelationId.of("postgresql:3"), "postgresql-k8s", new ProviderData(published))));
    }

    private static Observation unrelated(Map<String, String> options, RequestedEntity entity) {
        return new Observation(new RequestConfig(options), entity, Optional.empty());
    }

    private static Map<String, String> and(Map<String, String> map, String key, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
