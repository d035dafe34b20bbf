package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import pgcharm.server.OwnCluster;
import pgcharm.server.ServerConfig;
import pgcharm.workload.ClusterSecret;
import pgcharm.workload.patroni.ClusterView;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.patroni.PatroniException;

/// Actions on the charm's own cluster, on any unit.
final class ClusterActions {
    private final Context context;

    ClusterActions(Context context) {
        this.context = context;
    }

    Map<String, String> primary() {
        return withPatroni((patroni, host) -> Map.of("primary", unit(leader(patroni.cluster(host)))));
    }

    /// Returns when this unit is the primary; at once when it was already.
    Map<String, String> promote() {
        String own = context.cluster().pod(context.unit());
        return withPatroni((patroni, host) -> {
            ClusterView cluster = patroni.cluster(host);
            String leader = leader(cluster);
            if (!leader.equals(own)) {
                requireSynchronous(cluster, own);
                context.tools().logAction(unit(leader) + " hands over to " + context.unit());
                patroni.switchover(host, leader, Optional.of(own));
            }
            context.statuses().unit(MemberStatus.of(patroni.member(host)));
            return Map.of("primary", context.unit());
        });
    }

    private void requireSynchronous(ClusterView cluster, String own) {
        List<String> others = cluster.synchronousStandbys().stream()
                .map(ClusterView.Member::name)
                .toList();
        if (!others.isEmpty() && !others.contains(own)) {
            throw new ActionFailure("commits do not wait for " + context.unit()
                    + ", which may lack some; run promote-to-primary on "
                    + others.stream().map(ClusterActions::unit).collect(Collectors.joining(" or ")));
        }
    }

    /// Restarts PostgreSQL in this unit, so that settings which need that take effect.
    Map<String, String> restart() {
        return withPatroni((patroni, host) -> {
            patroni.restart(host);
            context.statuses().unit(MemberStatus.of(patroni.member(host)));
            return Map.of("ok", "True");
        });
    }

    private <T> T withPatroni(BiFunction<PatroniApi, String, T> work) {
        if (!ServerConfig.isOwn(context.tools().config())) {
            throw new ActionFailure(
                    "this application works on the server in config server and has no cluster of its own");
        }
        ClusterLibraries.require(context.environment());
        ClusterSecret secret = OwnCluster.secret(context.tools())
                .orElseThrow(() -> new ActionFailure("the cluster is not set up yet: see juju status"));
        try (PatroniApi patroni = secret.patroni()) {
            return work.apply(patroni, context.cluster().podHost(context.unit()));
        } catch (PatroniException e) {
            throw new ActionFailure(String.valueOf(e.getMessage()));
        }
    }

    private static String leader(ClusterView cluster) {
        return cluster.leader()
                .map(ClusterView.Member::name)
                .orElseThrow(() -> new ActionFailure("no member is the primary now: see juju status"));
    }

    /// The unit of a pod.
    private static String unit(String pod) {
        int number = pod.lastIndexOf('-');
        return pod.substring(0, number) + "/" + pod.substring(number + 1);
    }
}
