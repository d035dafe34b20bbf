package pgcharm.workload.patroni;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import pgcharm.workload.pebble.Check;
import pgcharm.workload.pebble.FileOwner;
import pgcharm.workload.pebble.Layer;
import pgcharm.workload.pebble.Service;

/// What Pebble runs and watches in the container.
public final class PatroniLayer {
    public static final String LABEL = "postgresql";
    public static final String PATRONI = "patroni";
    public static final String METRICS = "metrics";

    private static final int API_PORT = 8008;

    /// PostgreSQL writes a checkpoint before it ends. Should something still hold Patroni's output after its death,
    /// Pebble notices the death after 0.9 of this, which has to be before another member may be promoted.
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    private PatroniLayer() {}

    public static Layer of(Image image) {
        FileOwner owner = new FileOwner(image.user(), image.group());
        Map<String, Service> services = new TreeMap<>();
        services.put(
                PATRONI,
                new Service("PostgreSQL under Patroni", command(image), owner, Map.of("LC_ALL", "C.UTF-8"), SHUTDOWN));
        image.exporter()
                .ifPresent(exporter -> services.put(
                        METRICS,
                        new Service(
                                "Prometheus metrics of PostgreSQL",
                                exporter,
                                owner,
                                Map.of(
                                        "DATA_SOURCE_NAME",
                                        "host=" + Places.SOCKETS + " user=monitoring dbname=postgres sslmode=disable"),
                                Duration.ofSeconds(5))));
        return new Layer(services, Map.of(PATRONI, check()));
    }

    /// PostgreSQL's logger inherits Patroni's output and outlives it. With a file as output Pebble sees Patroni's
    /// death at once and starts it again long before another member may be promoted. The file gets what Patroni
    /// cannot log: a few lines for each start.
    private static String command(Image image) {
        return "/bin/sh -c 'exec " + image.patroni() + " " + Places.PATRONI_YML + " >>" + Places.PATRONI_LOG
                + "/output.log 2>&1'";
    }

    /// Pebble's own requests know no authority but the image's.
    private static Check check() {
        return new Check(
                Check.Level.READY,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                3,
                new Check.Target.Tcp("localhost", API_PORT));
    }
}
