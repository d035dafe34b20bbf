package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.juju.UnitStatus;
import pgcharm.workload.patroni.MemberState;
import pgcharm.workload.patroni.MemberState.Role;

final class MemberStatusTest {
    static Stream<Arguments> members() {
        return Stream.of(
                /* { role, state, replication, pending restart, failsafe, paused, status } */
                Arguments.of(Role.PRIMARY, "running", "", false, false, false, UnitStatus.active("primary")),
                Arguments.of(Role.REPLICA, "running", "streaming", false, false, false, UnitStatus.active("standby")),
                Arguments.of(
                        Role.REPLICA,
                        "running",
                        "streaming",
                        true,
                        false,
                        false,
                        UnitStatus.active("standby, to be restarted for changed settings: action restart")),
                Arguments.of(
                        Role.PRIMARY,
                        "running",
                        "",
                        false,
                        true,
                        true,
                        UnitStatus.active("primary, without Kubernetes, which does not answer, failover is paused")),
                Arguments.of(
                        Role.REPLICA,
                        "running",
                        "",
                        false,
                        false,
                        false,
                        UnitStatus.waiting("standby that does not get the primary's changes; should that last, "
                                + "/var/lib/pg/logs/postgresql in its container says why")),
                Arguments.of(
                        Role.OTHER,
                        "running",
                        "",
                        false,
                        false,
                        false,
                        UnitStatus.waiting("PostgreSQL runs, but is neither primary nor standby yet")),
                Arguments.of(
                        Role.REPLICA,
                        "creating replica",
                        "",
                        false,
                        false,
                        false,
                        UnitStatus.waiting("PostgreSQL: creating replica; should that last, /var/lib/pg/logs/patroni "
                                + "in its container says why")));
    }

    @ParameterizedTest
    @MethodSource("members")
    void saysHowTheMemberStands(
            Role role,
            String state,
            String replication,
            boolean pendingRestart,
            boolean failsafe,
            boolean paused,
            UnitStatus status) {
        assertThat(MemberStatus.of(new MemberState(
                        "pg-0",
                        role,
                        state,
                        Optional.of(160011),
                        Optional.of(replication).filter(word -> !word.isEmpty()),
                        Optional.of(1),
                        false,
                        pendingRestart,
                        false,
                        failsafe,
                        paused)))
                .isEqualTo(status);
    }
}
