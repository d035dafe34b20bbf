package pgcharm.hook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemPasswords.Wish;
import pgcharm.juju.UnitStatus;
import pgcharm.server.SystemUsersConfig;
import pgcharm.workload.ClusterSecret;
import pgcharm.workload.kubernetes.Kubernetes;
import pgcharm.workload.kubernetes.KubernetesException;
import pgcharm.workload.patroni.ClusterView;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.PatroniException;
import pgcharm.workload.tls.CertificateAuthority;

/// What the leader does for all units of the charm's own cluster. Kubernetes is asked only when something differs.
final class ClusterLeader {
    private final Context context;
    private Optional<List<String>> others = Optional.empty();

    ClusterLeader(Context context) {
        this.context = context;
    }

    /// Services that lead to the members; and once for all, what the cluster starts with.
    ///
    /// @return why the cluster can't be started
    Optional<UnitStatus> prepare(boolean hasSecret, boolean unitsChanged) {
        Optional<UnitStatus> trouble = Optional.empty();
        if (!hasSecret || unitsChanged || !areThere()) {
            trouble = kubernetes(kubernetes -> {
                if (!hasSecret) {
                    kubernetes.removeLeftovers();
                }
                kubernetes.applyServices(context.cluster().pod(context.unit()), isAlone());
                // this unit's own Patroni sees this unit's pod without labels too
                kubernetes.labelPods(pods().toList());
            });
        }
        if (!hasSecret && trouble.isEmpty()) {
            makeSecret();
        }
        // a cluster that runs goes on without the API
        return trouble.filter(status -> !hasSecret || status.level() == UnitStatus.Level.BLOCKED);
    }

    /// Brings the members that Patroni does not see into its sight, and the settings that they share to what they
    /// should be.
    ///
    /// @param host of this unit's member
    /// @return why there is no primary
    Optional<UnitStatus> lead(PatroniApi patroni, String host, PatroniConfig config) {
        ClusterView cluster;
        try {
            cluster = patroni.cluster(host);
            List<String> unseen =
                    pods().filter(pod -> cluster.member(pod).isEmpty()).toList();
            if (!unseen.isEmpty()) {
                kubernetes(kubernetes -> kubernetes.labelPods(unseen))
                        .ifPresent(status -> context.log().line(status.message()));
            }
            Map<String, Object> difference = config.dynamic().difference(patroni.config(host));
            if (!difference.isEmpty()) {
                patroni.patchConfig(host, difference);
                context.log().line("settings of the cluster changed: " + difference);
            }
            return cluster.leader().isPresent()
                    ? Optional.empty()
                    : Optional.of(UnitStatus.waiting("no member is the primary yet"));
        } catch (PatroniException e) {
            return Optional.of(UnitStatus.waiting("Patroni: " + e.getMessage())).filter(_ -> isAlone());
        }
    }

    /// What the operator should correct although the cluster runs; the leader says it.
    Optional<UnitStatus> objection() {
        if (!context.tools().isLeader()) {
            return Optional.empty();
        }
        return switch (SystemUsersConfig.read(context.tools(), context.application())) {
            case Wish.Granted _ -> Optional.empty();
            case Wish.Wrong(String text) -> Optional.of(UnitStatus.blocked(text));
        };
    }

    /// Whether no other unit is there.
    boolean isAlone() {
        return others().isEmpty();
    }

    private void makeSecret() {
        SystemPasswords passwords = SystemPasswords.random(context.random());
        CertificateAuthority authority = CertificateAuthority.create(
                context.application() + " " + context.realm().model(),
                context.clock().instant());
        String uri =
                context.tools().secrets().add(ClusterSecret.LABEL, new ClusterSecret(passwords, authority).content());
        context.tools()
                .relations(ClusterMember.PEERS)
                .forEach(peers -> context.tools().write(peers, Map.of("cluster", uri)));
    }

    private Stream<String> pods() {
        return Stream.concat(Stream.of(context.unit()), others().stream()).map(context.cluster()::pod);
    }

    private List<String> others() {
        List<String> units = others.orElseGet(() -> context.tools().relations(ClusterMember.PEERS).stream()
                .flatMap(peers -> context.tools().remoteUnits(peers).stream())
                .toList());
        others = Optional.of(units);
        return units;
    }

    /// Whether clients find both Services.
    private boolean areThere() {
        return Stream.of(context.cluster().primaryHost(), context.cluster().replicasHost())
                .allMatch(ClusterLeader::resolves);
    }

    private static boolean resolves(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /// @return what came in between
    private Optional<UnitStatus> kubernetes(Consumer<Kubernetes> work) {
        try (Kubernetes kubernetes = Kubernetes.inCluster(context.application(), context.environment())) {
            work.accept(kubernetes);
            return Optional.empty();
        } catch (KubernetesException e) {
            String why = String.valueOf(e.getMessage());
            return Optional.of(
                    switch (e.kind()) {
                        case NOT_TRUSTED, REFUSED -> UnitStatus.blocked(why);
                        case UNAVAILABLE -> UnitStatus.waiting(why);
                    });
        }
    }
}
