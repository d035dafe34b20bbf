package pgcharm.workload.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pgcharm.workload.pebble.Layer;
import pgcharm.workload.pebble.Service;

final class PatroniLayerTest {
    private static Layer layer(Optional<String> exporter) {
        return PatroniLayer.of(
                new Image("/usr/bin/patroni", "/usr/lib/postgresql/16/bin", exporter, "postgres", "postgres"));
    }

    private static Service service(Layer layer, String name) {
        return Objects.requireNonNull(layer.services().get(name));
    }

    @Test
    void keepsPatronisOutputFromPebbleSoThatItsDeathIsSeen() {
        assertThat(service(layer(Optional.empty()), PatroniLayer.PATRONI).command())
                .isEqualTo("/bin/sh -c 'exec /usr/bin/patroni /var/lib/pg/data/conf/patroni.yml"
                        + " >>/var/lib/pg/logs/patroni/output.log 2>&1'");
    }

    /// Patroni's lease is ttl; at worst it was renewed one loop ago.
    @Test
    void seesADeathBeforeAnotherMemberMayBePromotedEvenWhenTheOutputIsHeld() {
        Duration seen = service(layer(Optional.empty()), PatroniLayer.PATRONI)
                .killDelay()
                .multipliedBy(9)
                .dividedBy(10);
        assertThat(seen).isLessThan(Duration.ofSeconds(30).minus(Duration.ofSeconds(10)));
    }

    @Test
    void runsTheExporterOfAnImageThatHasOneWithoutAPassword() {
        assertThat(layer(Optional.empty()).services()).containsOnlyKeys(PatroniLayer.PATRONI);
        Service metrics = service(layer(Optional.of("/usr/bin/postgres_exporter")), PatroniLayer.METRICS);
        assertThat(metrics.environment().toString()).contains("user=monitoring").doesNotContain("password");
    }
}
