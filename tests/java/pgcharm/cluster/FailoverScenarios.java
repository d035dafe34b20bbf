package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a client sees that writes all the time and holds nothing but its URI, while the primary gets into trouble.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(6)
final class FailoverScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    @Order(1)
    void aSwitchoverHandsTheWritingClientOver(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
        String target = provider.synchronousStandby().orElseThrow();
        WritingClient client = client(cluster);

        provider.run(target, "promote-to-primary", Map.of());

        client.awaitMore(PATIENCE);
        provider.untilAllWork();
        assertThat(provider.primary()).contains(target);
        assertThat(provider.run(target, "get-primary", Map.of())).containsEntry("primary", target);
        client.assertNothingIsLost();
        Figures.add("a writing client waits at a switchover", client.longestGap());
    }

    @Test
    @Order(2)
    void aPrimaryWhosePodIsGoneIsReplacedAndComesBackAsAStandby(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
        String lost = provider.primary().orElseThrow();
        WritingClient client = client(cluster);

        cluster.kill(lost);

        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
        Figures.add("a writing client waits when the primary's pod is gone", client.longestGap());
        cluster.replace(lost);
        provider.untilAllWork();
        assertThat(provider.standbys()).contains(lost);
    }

    @Test
    @Order(3)
    void aKilledPostmasterIsStartedAgainWhereItWas(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String unit = provider.primary().orElseThrow();
        WritingClient client = client(cluster);

        kill(cluster, unit, "head -1 $(find /var/lib/pg/data -name postmaster.pid)");

        client.awaitMore(PATIENCE);
        provider.untilAllWork();
        assertThat(provider.primary()).contains(unit);
        client.assertNothingIsLost();
        Figures.add("a writing client waits when the postmaster is killed", client.longestGap());
    }

    @Test
    @Order(4)
    void aKilledPatroniIsStartedAgainBeforeAnybodyElseIsPromoted(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String unit = provider.primary().orElseThrow();
        String timeline = timeline(provider, unit);
        WritingClient client = client(cluster);

        kill(cluster, unit, "pgrep -of patroni.yml");

        provider.untilAllWork();
        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
        assertThat(provider.primary()).contains(unit);
        assertThat(timeline(provider, unit)).isEqualTo(timeline);
        Figures.add("a writing client waits when Patroni is killed", client.longestGap());
    }

    private static WritingClient client(Cluster cluster) {
        return WritingClient.start(
                ClientApplication.known(cluster, "writer", "written").login());
    }

    private static void kill(Cluster cluster, String unit, String find) {
        Command.run(cluster.podOf(unit).inWorkload("sh", "-c", "kill -9 $(" + find + ")"));
    }

    private static String timeline(Provider provider, String unit) {
        return provider.sql(unit, "SELECT timeline_id FROM pg_control_checkpoint()");
    }
}
