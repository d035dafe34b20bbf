package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What hooks ask of Pebble and Kubernetes when nothing differs from what it should be, by what those wrote down.
@ExtendWith(InCluster.class)
@Order(5)
final class QuietHookScenarios {
    private static final List<String> HOOKS = List.of("update-status", "config-changed", "postgresql-pebble-ready");

    @Test
    void askPebbleThreeTimesAndKubernetesNotAtAll(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        assertThat(cluster.api().requestsOfHooks())
                .as("that hooks' requests are seen")
                .isPositive();
        for (String unit : provider.units()) {
            for (String hook : HOOKS) {
                long kubernetes = cluster.api().requestsOfHooks();
                List<String> before = cluster.podOf(unit).requests();

                cluster.model().fire(unit, hook);
                cluster.settle();

                assertThat(cluster.podOf(unit).requests().stream().skip(before.size()))
                        .as(unit + " " + hook)
                        .hasSize(3)
                        .allMatch(line -> line.contains(" GET "));
                assertThat(cluster.api().requestsOfHooks())
                        .as(unit + " " + hook)
                        .isEqualTo(kubernetes);
            }
        }
    }
}
