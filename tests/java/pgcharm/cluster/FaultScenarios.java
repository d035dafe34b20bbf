package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
@Order(8)
final class FaultScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /// Longer than Patroni's ttl.
    private static final Duration AWAY = Duration.ofSeconds(40);

    @Test
    @Order(1)
    void wrongValuesOfOptionsAreAllNamedAndTheClusterGoesOn(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        WritingClient client = client(cluster);

        cluster.model().configure(Provider.NAME, Map.of("synchronous-mode", "sometimes", "work-mem", "much"), Set.of());
        cluster.settle();
        assertThat(cluster.statuses(Provider.NAME).values())
                .allSatisfy(
                        status -> assertThat(status).startsWith("blocked: ").contains("synchronous-mode", "work-mem"));
        client.awaitMore(PATIENCE);

        cluster.model().configure(Provider.NAME, Map.of(), Set.of("synchronous-mode", "work-mem"));
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
    void fullVolumesAreToldOfAndLoseNothing(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
        String full = provider.primary().orElseThrow();
        WritingClient client = client(cluster);

        for (String volume : List.of("data", "logs")) {
            run(cluster, full, "cat /dev/zero >/var/lib/pg/" + volume + "/filling 2>/dev/null; true");
        }
        cluster.untilInTime(
                Provider.NAME,
                PATIENCE,
                provider::state,
                () -> cluster.status(full).matches("blocked: less than 10 % of storage (data|logs) is free, .*"));

        run(cluster, full, "rm /var/lib/pg/data/filling /var/lib/pg/logs/filling");
        provider.untilAllWork();
        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
    }

    @Test
    @Order(4)
    void aMemberThatCannotStartSaysSoWhileTheOthersWork(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String standby = provider.standbys().getFirst();
        WritingClient client = client(cluster);
        run(
                cluster,
                standby,
                "cd /var/lib/pg/data/postgresql/main && mv global/pg_control global/away && "
                        + "kill -9 $(head -1 postmaster.pid)");
        cluster.untilInTime(
                Provider.NAME,
                PATIENCE,
                provider::state,
                () -> cluster.status(standby).matches("waiting: PostgreSQL: .*/var/lib/pg/logs/patroni .*"));
        client.awaitMore(PATIENCE);

        run(
                cluster,
                standby,
                "cd /var/lib/pg/data/postgresql/main && ! [ -e global/away ] || mv global/away global/pg_control");
        provider.untilAllWork();
        client.assertNothingIsLost();
    }

    @Test
    @Order(5)
    void aMemberThatCannotReachThePrimarySaysSoUntilItCan(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String standby = provider.standbys().getFirst();
        String primary = cluster.podOf(provider.primary().orElseThrow()).address();

        run(cluster, standby, "ip route add blackhole " + primary);
        provider.sql(provider.primary().orElseThrow(), "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
        cluster.untilInTime(
                Provider.NAME,
                PATIENCE,
                provider::state,
                () -> cluster.status(standby).startsWith("waiting: standby that does not get the primary's changes"));

        run(cluster, standby, "ip route delete blackhole " + primary);
        provider.untilAllWork();
    }

    @Test
    @Order(6)
    void aPebbleThatRestartsInTheMiddleOfAHookFailsNoHook(Cluster cluster) throws InterruptedException {
        Provider provider = Provider.running(cluster, 2);
        String unit = provider.standbys().getFirst();
        Pod pod = cluster.podOf(unit);
        int runs = cluster.model().history().size();
        int requests = pod.requests().size();
        pod.restartWorkload();
        Thread restart = Thread.ofPlatform().start(() -> {
            Wait.until(
                    PATIENCE,
                    () -> "no hook starts Patroni",
                    () -> pod.requests().stream()
                            .skip(requests)
                            .anyMatch(request -> request.contains("POST /v1/services")));
            pod.restartWorkload();
        });

        provider.untilAllWork();
        restart.join();
        provider.untilAllWork();

        assertThat(cluster.model().history().stream()
                        .skip(runs)
                        .filter(run -> run.unit().equals(unit))
                        .flatMap(run -> run.calls().stream())
                        .map(call -> String.join(" ", call.words())))
                .as("what the hook said that was interrupted")
                .anyMatch(call -> call.contains("waiting -- the container is not ready"));
    }

    @Test
    @Order(7)
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

    private static void run(Cluster cluster, String unit, String script) {
        Command.run(cluster.podOf(unit).inWorkload("sh", "-c", script));
    }

    private static WritingClient client(Cluster cluster) {
        return WritingClient.start(
                ClientApplication.known(cluster, "faulty", "faulty").login());
    }
}
