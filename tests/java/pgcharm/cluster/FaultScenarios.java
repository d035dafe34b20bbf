package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.Deployment;
import pgcharm.scenarios.PackedCharms;

/// What breaks around a cluster: a text that says what to do, and a recovery.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(6)
final class FaultScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /// Longer than Patroni's ttl.
    private static final Duration AWAY = Duration.ofSeconds(40);

    @Test
    @Order(1)
    void aWrongValueOfAnOptionIsNamedAndTheClusterGoesOn(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        WritingClient client = client(cluster);

        cluster.model().configure(Provider.NAME, Map.of("synchronous-mode", "sometimes"), Set.of());
        cluster.settle();
        assertThat(cluster.statuses(Provider.NAME).values())
                .allSatisfy(status -> assertThat(status).startsWith("blocked: ").contains("synchronous-mode"));
        client.awaitMore(PATIENCE);

        cluster.model().configure(Provider.NAME, Map.of(), Set.of("synchronous-mode"));
        provider.untilAllWork();
        client.close();
    }

    @Test
    @Order(2)
    void whileKubernetesDoesNotAnswerThePrimaryStaysThePrimary(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String primary = provider.primary().orElseThrow();
        WritingClient client = client(cluster);
        long start = System.nanoTime();

        cluster.api().hang();
        try {
            cluster.until(Duration.ofMinutes(2), provider::state, () -> System.nanoTime() - start > AWAY.toNanos());
            client.awaitMore(PATIENCE);
            cluster.model().fire(primary, "update-status");
            cluster.settle();
            assertThat(cluster.status(primary)).startsWith("active: primary").contains("Kubernetes");
        } finally {
            cluster.api().goOn();
        }

        provider.untilAllWork();
        assertThat(provider.primary()).contains(primary);
        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
        Figures.add("a writing client waits while Kubernetes is away for 40 s", client.longestGap());
    }

    @Test
    @Order(3)
    void anImageWithoutPatroniIsToldOf(Cluster cluster) {
        cluster.deployWithoutPatroni(Deployment.of("imageless", PackedCharms.unpacked(PackedCharms.provider())));
        cluster.trust("imageless");
        cluster.untilInTime(
                "imageless",
                PATIENCE,
                () -> cluster.status("imageless/0"),
                () -> cluster.status("imageless/0").matches("blocked: the image has no patroni in .*"));
        cluster.removeApplication("imageless");
    }

    private static WritingClient client(Cluster cluster) {
        return WritingClient.start(
                ClientApplication.known(cluster, "faulty", "faulty").login());
    }
}
