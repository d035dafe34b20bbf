package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.Deployment;
import pgcharm.local.model.Unit;
import pgcharm.local.run.ActionResult;
import pgcharm.scenarios.PackedCharms;

/// The packed charm, deployed without a server of somebody else's.
record Provider(Cluster cluster) {
    static final String NAME = "postgresql-k8s";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static Deployment deployment() {
        return Deployment.of(NAME, PackedCharms.unpacked(PackedCharms.provider()));
    }

    static String unit(int number) {
        return NAME + "/" + number;
    }

    /// Deploys it with so many units, trusts it, and waits until all of them work, if it is not there.
    static Provider running(Cluster cluster, int units) {
        Provider provider = new Provider(cluster);
        if (cluster.model().state().findApplication(NAME).isEmpty()) {
            cluster.deploy(deployment());
            cluster.trust(NAME);
        }
        while (provider.units().size() < units) {
            cluster.addUnit(NAME);
        }
        provider.untilAllWork();
        return provider;
    }

    List<String> units() {
        return cluster.model().state().application(NAME).units().stream()
                .map(Unit::name)
                .toList();
    }

    /// The unit that says it is the primary.
    Optional<String> primary() {
        return units().stream()
                .filter(unit -> cluster.status(unit).startsWith("active: primary"))
                .findFirst();
    }

    List<String> standbys() {
        return units().stream()
                .filter(unit -> cluster.status(unit).startsWith("active: standby"))
                .toList();
    }

    /// By hooks that come by themselves.
    void untilAllWork() {
        untilAllWork(PATIENCE);
    }

    void untilAllWork(Duration limit) {
        cluster.untilInTime(NAME, limit, this::state, this::allWork);
    }

    /// Until all of them work, and Patroni has written down who may follow the primary. Whoever loses the primary
    /// before that waits for it.
    void untilFailoverIsPossible() {
        untilAllWork();
        cluster.until(PATIENCE, this::state, () -> synchronousStandby().isPresent());
    }

    /// The unit that Patroni would promote.
    Optional<String> synchronousStandby() {
        Map<String, String> sync = Optional.ofNullable(cluster.api()
                        .client()
                        .endpoints()
                        .inNamespace(KubeApi.NAMESPACE)
                        .withName(NAME + "-primary-sync")
                        .get())
                .map(endpoints -> endpoints.getMetadata().getAnnotations())
                .orElse(Map.of());
        boolean current = primary()
                .filter(unit -> unit.replace('/', '-').equals(sync.get("leader")))
                .isPresent();
        return units().stream()
                .filter(unit -> current && unit.replace('/', '-').equals(sync.get("sync_standby")))
                .findFirst();
    }

    boolean allWork() {
        return primary().isPresent() && standbys().size() == units().size() - 1;
    }

    String state() {
        return cluster.statuses(NAME) + " application: "
                + cluster.model().state().application(NAME).effectiveStatus() + " behind the primary's Service: "
                + cluster.proxy().addresses(NAME + "-primary");
    }

    Map<String, Object> run(String unit, String action, Map<String, Object> parameters) {
        ActionResult result = cluster.model().run(unit, action, parameters);
        assertThat(result.status()).as(result::message).isEqualTo("completed");
        return result.results();
    }

    /// Runs SQL as the superuser inside of a unit's container.
    String sql(String unit, String sql) {
        return Command.run(cluster.podOf(unit)
                .inWorkload(
                        "su",
                        "postgres",
                        "-s",
                        "/bin/sh",
                        "-c",
                        "psql -h /var/lib/pg/temp/run -U operator -d postgres -XAtc \"" + sql + "\""));
    }
}
