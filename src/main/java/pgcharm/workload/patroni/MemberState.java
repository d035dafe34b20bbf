package pgcharm.workload.patroni;

import java.util.Optional;

/// What one member says of itself.
///
/// @param name of the member, which is its pod's
/// @param state Patroni's word: `running`, `starting`, `creating replica`, `stopped` …
/// @param serverVersion such as 160011; empty while PostgreSQL does not run
/// @param replicationState `streaming`, `in archive recovery`; empty on the primary and when it does not follow
/// @param timeline empty while PostgreSQL does not run
/// @param clusterUnlocked whether nobody holds the leader's lock
/// @param failsafe whether the primary goes on although Kubernetes does not answer
public record MemberState(
        String name,
        Role role,
        String state,
        Optional<Integer> serverVersion,
        Optional<String> replicationState,
        Optional<Integer> timeline,
        boolean synchronousStandby,
        boolean pendingRestart,
        boolean clusterUnlocked,
        boolean failsafe,
        boolean paused) {
    public enum Role {
        PRIMARY,
        REPLICA,
        /// Anything else, such as a member that was demoted or has no data yet.
        OTHER
    }

    public boolean isRunning() {
        return state.equals("running");
    }

    public boolean isRunningPrimary() {
        return role == Role.PRIMARY && isRunning();
    }
}
