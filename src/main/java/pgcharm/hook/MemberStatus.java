package pgcharm.hook;

import java.util.ArrayList;
import java.util.List;
import pgcharm.juju.UnitStatus;
import pgcharm.workload.patroni.MemberState;

/// A unit's status from what its member says of itself.
final class MemberStatus {
    private MemberStatus() {}

    static UnitStatus of(MemberState member) {
        if (!member.isRunning()) {
            return UnitStatus.waiting("PostgreSQL: " + member.state());
        }
        return switch (member.role()) {
            case PRIMARY -> UnitStatus.active(text("primary", member));
            case REPLICA -> UnitStatus.active(text("standby", member));
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
