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
import pgcharm.scenarios.Login;

/// One unit, from `juju deploy` to an application that works, and what keeps it from getting there.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
final class DeployScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    @Order(1)
    void withoutTrustTheUnitSaysWhatToRun(Cluster cluster) {
        cluster.deploy(Provider.deployment());
        cluster.settle();
        assertThat(cluster.status(Provider.unit(0)))
                .startsWith("blocked: ")
                .contains("juju trust " + Provider.NAME + " --scope=cluster");
    }

    @Test
    @Order(2)
    void trustHealsWithoutHands(Cluster cluster) {
        cluster.trust(Provider.NAME);
        new Provider(cluster).untilAllWork(PATIENCE);
        assertThat(cluster.status(Provider.unit(0))).isEqualTo("active: primary");
        assertThat(cluster.proxy().addresses("postgresql-k8s-primary"))
                .containsExactly(cluster.podOf(Provider.unit(0)).address());
    }

    @Test
    @Order(3)
    void anApplicationConnectsByWhatIsPublished(Cluster cluster) {
        ClientApplication client =
                ClientApplication.ask(cluster, "first", "orders").served();

        assertThat(client.received())
                .containsEntry("endpoints", "postgresql-k8s-primary.local.svc.cluster.local:5432")
                .containsEntry("tls", "True");
        Login login = client.login();
        login.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        assertThat(login.query("SELECT n, current_user FROM t")).isEqualTo("1 charmed_orders_owner");
        assertThat(client.readOnlyLogin().query("SELECT n FROM t")).isEqualTo("1");
        assertThat(login.query("SHOW server_version"))
                .startsWith(cluster.model().state().unit(Provider.unit(0)).workloadVersion());
    }

    @Test
    @Order(4)
    void aPlainConnectionIsAcceptedUntilTlsIsRequired(Cluster cluster) {
        Provider provider = Provider.running(cluster, 1);
        ClientApplication client = ClientApplication.known(cluster, "first", "orders");
        Login plain = client.login().with("sslmode=disable");
        assertThat(plain.query("SELECT 1")).isEqualTo("1");

        cluster.model().configure(Provider.NAME, Map.of("require-tls", "true"), Set.of());
        cluster.until(PATIENCE, provider::state, () -> !connects(plain));
        assertThat(client.login().query("SELECT 1")).isEqualTo("1");

        cluster.model().configure(Provider.NAME, Map.of(), Set.of("require-tls"));
        cluster.until(PATIENCE, provider::state, () -> connects(plain));
        client.leaves();
    }

    @Test
    @Order(5)
    void theImagesExporterReadsStatistics(Cluster cluster) {
        Pod pod = cluster.podOf(Provider.unit(0));
        cluster.until(
                PATIENCE,
                () -> "nothing in " + Programs.METRICS,
                () -> Command.attempt(pod.inWorkload("cat", Programs.METRICS))
                        .output()
                        .equals("monitoring t"));
    }

    private static boolean connects(Login login) {
        try {
            return login.query("SELECT 1").equals("1");
        } catch (Login.Refused _) {
            return false;
        }
    }
}
