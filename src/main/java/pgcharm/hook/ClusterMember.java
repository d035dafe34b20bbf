package pgcharm.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import pgcharm.juju.UnitStatus;
import pgcharm.server.OwnCluster;
import pgcharm.workload.ClusterSecret;
import pgcharm.workload.Member;
import pgcharm.workload.Volumes;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.PatroniException;
import pgcharm.workload.patroni.Settings;
import pgcharm.workload.pebble.Pebble;

/// What this unit does for the charm's own cluster. Its unit status says how its member stands.
final class ClusterMember {
    /// The peer relation. A unit shows there how its member stands, key `member`, so that the others look again when it
    /// changes; the leader shows the id of the cluster's secret, key `cluster`, so that they look once it is there.
    static final String PEERS = "database-peers";

    private static final Path SOCKET = Path.of("/charm/containers/postgresql/pebble.socket");
    /// How long a member that was just started may take to be worth telling of.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration ROUND = Duration.ofMillis(250);

    private final Context context;
    private final ClusterLeader leader;

    ClusterMember(Context context) {
        ClusterLibraries.require(context.environment());
        this.context = context;
        this.leader = new ClusterLeader(context);
    }

    /// @param unitsChanged units came or went, or the leader is new: it looks into Kubernetes whatever else it sees
    /// @return why there is no primary to work with; empty when there may be one
    Optional<UnitStatus> tend(boolean unitsChanged) {
        return switch (Settings.read(context.tools().config())) {
            case Settings.Reading.Invalid(String problems) -> {
                told(UnitStatus.blocked(problems));
                // what runs goes on, and is served
                yield Optional.empty();
            }
            case Settings.Reading.Valid(Settings settings) -> tend(settings, unitsChanged);
        };
    }

    private Optional<UnitStatus> tend(Settings settings, boolean unitsChanged) {
        Optional<ClusterSecret> secret = OwnCluster.secret(context.tools());
        if (context.tools().isLeader()) {
            Optional<UnitStatus> trouble = leader.prepare(secret.isPresent(), unitsChanged);
            if (trouble.isPresent()) {
                return told(trouble.get());
            }
        }
        // one that was made in this hook is not committed yet: what started with it might outlive it
        return secret.isPresent()
                ? tend(settings, secret.get())
                : told(UnitStatus.waiting("the cluster is not set up yet: its leader makes the passwords first"));
    }

    private Optional<UnitStatus> tend(Settings settings, ClusterSecret secret) {
        Member member = new Member(context.cluster(), context.unit(), secret, settings);
        try (Pebble pebble = Pebble.at(SOCKET)) {
            return switch (member.converge(pebble, context.clock().instant())) {
                case Member.Standing.Waits(String why) -> without(UnitStatus.waiting(why));
                case Member.Standing.Stuck(String why) -> without(UnitStatus.blocked(why));
                case Member.Standing.Runs(boolean started, PatroniConfig config) -> watch(secret, config, started);
            };
        }
    }

    /// Another unit may be the primary although this one cannot run.
    private Optional<UnitStatus> without(UnitStatus status) {
        return told(status).filter(_ -> leader.isAlone());
    }

    private Optional<UnitStatus> watch(ClusterSecret secret, PatroniConfig config, boolean started) {
        String host = context.cluster().podHost(context.unit());
        try (PatroniApi patroni = secret.patroni()) {
            // a standby that gets nothing may need the leader, who hears of it after this hook: the next one waits
            boolean told = context.statuses().shows(MemberStatus.UNCONNECTED);
            long deadline = System.nanoTime() + (started || told ? PATIENCE.toNanos() : 0);
            UnitStatus status = status(patroni, host);
            while (status.level() != UnitStatus.Level.ACTIVE
                    && (told || !status.equals(MemberStatus.UNCONNECTED))
                    && System.nanoTime() < deadline) {
                pause();
                status = status(patroni, host);
            }
            Optional<UnitStatus> trouble = told(status);
            return context.tools().isLeader() ? leader.lead(patroni, host, config) : trouble;
        }
    }

    private static UnitStatus status(PatroniApi patroni, String host) {
        try {
            return MemberStatus.of(patroni.member(host));
        } catch (PatroniException e) {
            return UnitStatus.waiting("Patroni does not answer yet: " + e.getMessage());
        }
    }

    /// @return the status, unless it is good
    private Optional<UnitStatus> told(UnitStatus status) {
        boolean good = status.level() == UnitStatus.Level.ACTIVE;
        UnitStatus shown = Volumes.MOUNTED
                .objection()
                .map(UnitStatus::blocked)
                .or(() -> good ? leader.objection() : Optional.empty())
                .orElse(status);
        if (context.statuses().unit(shown)) {
            context.tools()
                    .relations(PEERS)
                    .forEach(peers -> context.tools().writeUnit(peers, Map.of("member", shown.message())));
        }
        return good ? Optional.empty() : Optional.of(status);
    }

    private static void pause() {
        try {
            Thread.sleep(ROUND);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
