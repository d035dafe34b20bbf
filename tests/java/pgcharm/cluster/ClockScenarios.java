package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pods whose clocks differ.
@ExtendWith(InCluster.class)
@Order(9)
final class ClockScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Longer than Patroni waits from one look at the lock to the next.
    private static final Duration ROUND = Duration.ofSeconds(11);

    @ParameterizedTest
    @ValueSource(longs = {20, -20})
    void aMemberWithAnotherTimeTakesOverWhenItIsAskedToAndNotBefore(long hours, Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
        String primary = provider.primary().orElseThrow();
        String unit = provider.synchronousStandby().orElseThrow();
        cluster.handicap(unit, Handicap.clock(Duration.ofHours(hours)));
        cluster.kill(unit);
        cluster.replace(unit);
        provider.untilFailoverIsPossible();
        Instant there =
                Instant.ofEpochSecond(Long.parseLong(provider.sql(unit, "SELECT extract(epoch FROM now())::int")));
        assertThat(Duration.between(Instant.now(), there).toHours()).isBetween(hours - 1, hours + 1);
        WritingClient client = WritingClient.start(
                ClientApplication.known(cluster, "timely", "timely").login());

        long start = System.nanoTime();
        cluster.untilInTime(
                Provider.NAME, PATIENCE, provider::state, () -> System.nanoTime() - start > ROUND.toNanos());
        assertThat(provider.primary()).contains(primary);
        assertThat(client.longestGap()).isLessThan(ROUND);
        provider.untilFailoverIsPossible();
        provider.run(unit, "promote-to-primary", Map.of());
        client.awaitMore(PATIENCE);
        provider.untilFailoverIsPossible();

        assertThat(provider.primary()).contains(unit);
        client.assertNothingIsLost();
        cluster.handicap(unit, Handicap.NONE);
    }
}
