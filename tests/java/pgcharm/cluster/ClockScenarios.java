package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Pods whose clocks differ.
@ExtendWith(InCluster.class)
@Order(9)
final class ClockScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Longer than Patroni waits from one look at the lock to the next.
    private static final Duration ROUND = Duration.ofSeconds(11);

    private static final long HOURS = 20;

    @Test
    void membersWhoseTimesAreDaysApartTakeOverWhenTheyAreAskedToAndNotBefore(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
        String late = provider.primary().orElseThrow();
        String ahead = provider.synchronousStandby().orElseThrow();
        WritingClient client = WritingClient.start(
                ClientApplication.known(cluster, "timely", "timely").login());

        replace(provider, ahead, HOURS);
        long start = System.nanoTime();
        cluster.untilInTime(
                Provider.NAME, PATIENCE, provider::state, () -> System.nanoTime() - start > ROUND.toNanos());
        assertThat(provider.primary()).contains(late);
        promote(provider, ahead, client);
        replace(provider, late, -HOURS);
        promote(provider, late, client);

        client.assertNothingIsLost();
        cluster.handicap(late, Handicap.NONE);
        cluster.handicap(ahead, Handicap.NONE);
    }

    /// The pod comes back with another time.
    private static void replace(Provider provider, String unit, long hours) {
        provider.cluster().handicap(unit, Handicap.clock(Duration.ofHours(hours)));
        provider.cluster().kill(unit);
        provider.cluster().replace(unit);
        provider.untilFailoverIsPossible();
        Instant there =
                Instant.ofEpochSecond(Long.parseLong(provider.sql(unit, "SELECT extract(epoch FROM now())::int")));
        assertThat(Duration.between(Instant.now(), there).toHours()).isBetween(hours - 1, hours + 1);
    }

    private static void promote(Provider provider, String unit, WritingClient client) {
        provider.run(unit, "promote-to-primary", Map.of());
        client.awaitMore(PATIENCE);
        provider.untilFailoverIsPossible();
        assertThat(provider.primary()).contains(unit);
    }
}
