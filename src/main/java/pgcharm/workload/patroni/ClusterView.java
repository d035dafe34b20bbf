package pgcharm.workload.patroni;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All members, as one of them sees them in Kubernetes.
public record ClusterView(List<Member> members, boolean paused) {
    /// @param role Patroni's word: `leader`, `replica`, `sync_standby`, `quorum_standby`
    /// @param state Patroni's word: `running`, `streaming`, `stopped` …
    /// @param lag bytes that it has still to replay; empty on the leader and when unknown
    public record Member(String name, String role, String state, OptionalLong lag, boolean pendingRestart) {}

    public ClusterView {
        members = List.copyOf(members);
    }

    public Optional<Member> leader() {
        return members.stream().filter(member -> member.role().equals("leader")).findFirst();
    }

    /// Those that have all that clients were told is written; nobody where commits wait for nobody.
    public List<Member> synchronousStandbys() {
        return members.stream()
                .filter(member -> List.of("sync_standby", "quorum_standby").contains(member.role()))
                .toList();
    }

    public Optional<Member> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }
}
