package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Holder;
import pgcharm.access.Outcome;
import pgcharm.access.Plan;
import pgcharm.access.Request;
import pgcharm.wire.ConnectionFacts;

final class ObservedRequestTest {
    private static final List<String> INSIDE = List.of("postgresql-k8s-primary.model.svc.cluster.local:5432");

    static Stream<Arguments> facts() {
        return Stream.of(
                /* { asked for from outside, config external-endpoints, own addresses reach outside, what is said } */
                Arguments.of(true, List.of(), false, "; reachable inside only: set config external-endpoints"),
                Arguments.of(true, List.of("203.0.113.7:5432"), false, ""),
                Arguments.of(true, List.of(), true, ""),
                Arguments.of(false, List.of(), false, ""));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aClientOutsideWithAddressesThatAreGoodInsideOnlyIsServedAndNamed(
            boolean outside, List<String> external, boolean reachOutside, String said) {
        ConnectionFacts facts =
                new ConnectionFacts(INSIDE, List.of(), external, reachOutside, "16.11", false, Optional.empty());
        Request request = new Request(new Holder.Relation("database:7", "client"), "mydb", Optional.empty(), List.of());
        Outcome.Planned planned = new Outcome.Planned(
                Plan.NOTHING, "relation_id_7", List.of("mydb"), Optional.of("owner"), Set.of(), List.of());
        assertThat(new ObservedRequest.Possible(request, Optional.empty(), true, planned)
                        .served(outside, facts)
                        .text())
                .isEqualTo("served: relation_id_7 on mydb" + said);
    }
}
