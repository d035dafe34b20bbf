package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.HookRun;
import pgcharm.scenarios.Login;

/// Units come and go.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(4)
final class ScaleScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    @Order(1)
    void newUnitsBecomeStandbysThatServeReaders(Cluster cluster) {
        Provider provider = Provider.running(cluster, 1);
        ClientApplication client =
                ClientApplication.ask(cluster, "scaling", "scaling").served();
        client.login().execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        int before = cluster.model().history().size();

        long start = System.nanoTime();
        cluster.addUnit(Provider.NAME);
        provider.untilAllWork(PATIENCE);
        Figures.add("from add-unit to a standby", Duration.ofNanos(System.nanoTime() - start));
        costs(cluster, before);

        cluster.addUnit(Provider.NAME);
        provider.untilAllWork(PATIENCE);

        assertThat(provider.primary()).contains(Provider.unit(0));
        cluster.until(
                PATIENCE,
                provider::state,
                () -> cluster.proxy().addresses("postgresql-k8s-replicas").size() == 2);
        assertThat(cluster.proxy().addresses("postgresql-k8s-replicas"))
                .containsExactlyInAnyOrder(
                        cluster.podOf(Provider.unit(1)).address(),
                        cluster.podOf(Provider.unit(2)).address());
        Login reader = client.readOnlyLogin();
        cluster.until(PATIENCE, provider::state, () -> readsFromAStandby(reader));
        assertThat(client.login().query("SELECT pg_is_in_recovery()")).isEqualTo("f");
        assertThat(provider.sql(
                        Provider.unit(0), "SELECT DISTINCT ssl FROM pg_stat_replication JOIN pg_stat_ssl USING (pid)"))
                .isEqualTo("t");
    }

    @Test
    @Order(2)
    void aLoginMadeLaterWorksOnEveryMember(Cluster cluster) {
        Login login = ClientApplication.ask(cluster, "later", "later").served().login();
        for (String unit : Provider.running(cluster, 3).units()) {
            Login member = new Login(
                    unit.replace('/', '-') + ".postgresql-k8s-endpoints:5432",
                    login.database(),
                    login.username(),
                    login.password(),
                    "sslmode=require");
            cluster.until(PATIENCE, () -> unit + " refuses a login", () -> connects(member));
        }
    }

    @Test
    @Order(3)
    void onlyAStandbyThatHasEverythingIsPromoted(Cluster cluster) {
        Provider provider = Provider.running(cluster, 3);
        provider.untilFailoverIsPossible();
        String synchronous = provider.synchronousStandby().orElseThrow();
        String other = provider.standbys().stream()
                .filter(unit -> !unit.equals(synchronous))
                .findFirst()
                .orElseThrow();

        ActionResult result = cluster.model().run(other, "promote-to-primary", Map.of());

        assertThat(result.status()).isEqualTo("failed");
        assertThat(result.message()).endsWith("run promote-to-primary on " + synchronous);
    }

    @Test
    @Order(4)
    void aUnitThatGoesIsMissedByNobody(Cluster cluster) {
        Provider provider = Provider.running(cluster, 3);
        WritingClient client = WritingClient.start(
                ClientApplication.known(cluster, "scaling", "scaling").login());

        cluster.removeUnit(Provider.NAME);
        provider.untilAllWork(PATIENCE);

        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
        cluster.until(
                PATIENCE,
                provider::state,
                () -> cluster.proxy().addresses("postgresql-k8s-replicas").size() == 1);
    }

    private static boolean readsFromAStandby(Login reader) {
        try {
            return reader.query("SELECT pg_is_in_recovery(), n FROM t").equals("t 1");
        } catch (Login.Refused _) {
            return false;
        }
    }

    private static boolean connects(Login member) {
        try {
            return member.query("SELECT 1").equals("1");
        } catch (Login.Refused _) {
            return false;
        }
    }

    /// Without update-status, which comes whether units are added or not.
    private static void costs(Cluster cluster, int before) {
        List<HookRun> runs = cluster.model().history().stream()
                .skip(before)
                .filter(run -> run.unit().startsWith(Provider.NAME))
                .filter(run -> !run.name().equals("update-status"))
                .toList();
        long bytes = runs.stream()
                .flatMap(run -> run.calls().stream())
                .mapToLong(call -> String.join(" ", call.words()).length()
                        + call.input().length()
                        + call.stdout().length())
                .sum();
        long calls = runs.stream().mapToLong(run -> run.calls().size()).sum();
        Figures.add("hooks for one unit more, on all units", runs.size() + " with " + calls + " hook tools");
        Figures.add("bytes to and from hook tools for one unit more", Long.toString(bytes));
    }
}
