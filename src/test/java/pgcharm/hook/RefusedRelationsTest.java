package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.juju.RelationId;
import pgcharm.juju.UnitStatus;

final class RefusedRelationsTest {
    static Stream<Set<RelationId>> relations() {
        return Stream.of(
                Set.of(),
                relations("database:7"),
                relations("database:10", "database:9", "db-admin:3", "db:123456789"));
    }

    @ParameterizedTest
    @MethodSource("relations")
    void areReadBackFromTheStatusThatNamesThem(Set<RelationId> relations) {
        UnitStatus status = new RefusedRelations(relations).status();
        assertThat(status.level()).isEqualTo(UnitStatus.Level.ACTIVE);
        assertThat(RefusedRelations.in(status.message()).relations()).isEqualTo(relations);
    }

    @Test
    void standInTheStatusInTheirOrder() {
        assertThat(new RefusedRelations(relations("database:10", "database:9")).status())
                .isEqualTo(UnitStatus.active("refused: database:9, database:10 (reasons: run list-access)"));
        assertThat(new RefusedRelations(Set.of()).status()).isEqualTo(UnitStatus.active(""));
    }

    @Test
    void followVerdicts() {
        RelationId relation = RelationId.of("database:7");
        RefusedRelations one = new RefusedRelations(Set.of()).with(relation, true);
        assertThat(one.relations()).containsExactly(relation);
        assertThat(one.with(relation, true)).isEqualTo(one);
        assertThat(one.with(relation, false).with(relation, false).relations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else: 5", "database:", ":7", "see http://host:port"})
    void anyOtherMessageNamesNone(String message) {
        assertThat(RefusedRelations.in(message).relations()).isEmpty();
    }

    private static Set<RelationId> relations(String... ids) {
        return List.of(ids).stream().map(RelationId::of).collect(Collectors.toUnmodifiableSet());
    }
}
