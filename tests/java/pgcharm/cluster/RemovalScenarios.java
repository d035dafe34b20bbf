package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.Login;

/// Down to nothing and up again.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(10)
final class RemovalScenarios {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    @Order(1)
    void theLastUnitServesReadersToo(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        ClientApplication client = ClientApplication.known(cluster, "staying", "staying");
        client.login().execute("CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)");

        while (provider.units().size() > 1) {
            cluster.removeUnit(Provider.NAME);
        }
        provider.untilAllWork();

        cluster.untilInTime(Provider.NAME, PATIENCE, provider::state, () -> reads(client.readOnlyLogin()));
        assertThat(client.login().query("SELECT n FROM kept")).isEqualTo("7");
    }

    @Test
    @Order(2)
    void noUnitsAtAllAndOneAgainKeepTheDataAndTheLogins(Cluster cluster) {
        Provider provider = Provider.running(cluster, 1);
        ClientApplication client = ClientApplication.known(cluster, "staying", "staying");
        Login login = client.login();

        cluster.removeUnit(Provider.NAME);
        assertThatThrownBy(login::connect).isInstanceOf(Login.Refused.class);
        cluster.addUnit(Provider.NAME);

        provider.untilAllWork(PATIENCE);
        cluster.untilInTime(Provider.NAME, PATIENCE, provider::state, () -> reads(login));
        assertThat(client.login()).isEqualTo(login);
    }

    @Test
    @Order(3)
    void deployedAgainUnderItsNameAnApplicationStartsFromNothing(Cluster cluster) {
        Provider provider = Provider.running(cluster, 1);
        for (String client : cluster.model().state().applications().stream()
                .map(application -> application.name())
                .filter(name -> !name.equals(Provider.NAME))
                .toList()) {
            cluster.model().removeApplication(client);
        }
        cluster.settle();
        cluster.removeApplication(Provider.NAME);
        cluster.until(
                PATIENCE, () -> "left: " + left(cluster), () -> left(cluster).isEmpty());

        long start = System.nanoTime();
        cluster.deploy(Provider.deployment());
        cluster.trust(Provider.NAME);
        ClientApplication client = ClientApplication.ask(cluster, "fresh", "staying");
        cluster.untilInTime(Provider.NAME, PATIENCE, provider::state, client::isServed);
        Figures.add("from deploy and integrate to the first credentials", Duration.ofNanos(System.nanoTime() - start));

        assertThat(client.login().query("SELECT count(*) FROM pg_tables WHERE tablename = 'kept'"))
                .isEqualTo("0");
    }

    /// What is still called after the application.
    private static List<String> left(Cluster cluster) {
        return Stream.<List<? extends HasMetadata>>of(
                        cluster.api()
                                .client()
                                .services()
                                .inNamespace(KubeApi.NAMESPACE)
                                .list()
                                .getItems(),
                        cluster.api()
                                .client()
                                .endpoints()
                                .inNamespace(KubeApi.NAMESPACE)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(object -> object.getMetadata().getName())
                .filter(name -> name.startsWith(Provider.NAME))
                .toList();
    }

    private static boolean reads(Login login) {
        try {
            return login.query("SELECT n FROM kept").equals("7");
        } catch (Login.Refused _) {
            return false;
        }
    }
}
