package pgcharm.hook;

import java.util.ArrayList;
import java.util.List;
import pgcharm.juju.UnitStatus;
import pgcharm.workload.patroni.MemberState;
import pgcharm.workload.patroni.Places;

/// A unit's status from what its member says of itself.
final class MemberStatus {
    /// A standby that runs and does not follow.
    static final UnitStatus UNCONNECTED =
            UnitStatus.waiting("standby that does not get the primary's changes; should that last, "
                    + Places.POSTGRES_LOG + " in its container says why");

    private MemberStatus() {}

    static UnitStatus of(MemberState member) {
        if (!member.isRunning()) {
            return UnitStatus.waiting("PostgreSQL: " + member.state() + "; should that last, " + Places.PATRONI_LOG
                    + " in its container says why");
        }
        return switch (member.role()) {
            case PRIMARY -> UnitStatus.active(text("primary", member));
            case REPLICA ->
                member.replicationState().isPresent() ? UnitStatus.active(text("standby", member)) : UNCONNECTED;
            case OTHER -> UnitStatus.waiting("PostgreSQL runs, but is neither primary nor standby yet");
        };
    }

    private static String text(String role, MemberState member) {
        List<String> parts = new ArrayList<>(List.of(role));
        if (member.failsafe()) {
            parts.add("without Kubernetes, which does not answer");
        }
        if (member.paused()) {
            parts.add("failover is paused");
        }
        if (member.pendingRestart()) {
            parts.add("to be restarted for changed settings: action restart");
        }
        return String.join(", ", parts);
    }
}
