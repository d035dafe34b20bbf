package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.access.SystemPasswords;
import pgcharm.local.Deployment;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.ServerException;
import pgcharm.workload.kubernetes.Kubernetes;
import pgcharm.workload.kubernetes.OutsidePod;
import pgcharm.workload.patroni.MemberState;
import pgcharm.workload.patroni.PatroniException;

/// What real Patroni, PostgreSQL and Pebble make of the configuration that they are given: two members, no hooks.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(2)
final class PatroniScenarios {
    private static final String APPLICATION = "members";
    private static final String STARTED = "SELECT pg_postmaster_start_time()";
    private static final Duration SOON = Duration.ofSeconds(45);

    private static PatroniMembers members;

    @BeforeAll
    static void deploy(Cluster cluster) {
        cluster.deploy(Deployment.of(APPLICATION, Path.of("src/test/resources/charms/keeper")));
        cluster.addUnit(APPLICATION);
        cluster.trust(APPLICATION);
        members = new PatroniMembers(cluster, APPLICATION);
        try (Kubernetes kubernetes = OutsidePod.kubernetes(
                APPLICATION, cluster.api().environment(), members.pod(0).account())) {
            kubernetes.applyServices("members-0", false);
            kubernetes.labelPods(List.of("members-0", "members-1"));
        }
        members.start(0);
        members.awaitPrimary(0);
        members.start(1);
        members.awaitSynchronousStandby(1);
    }

    @AfterAll
    static void remove(Cluster cluster) {
        members.close();
        cluster.removeApplication(APPLICATION);
    }

    @Test
    @Order(1)
    void thePrimaryHasTheAddressAndTheStandbyFollowsOverTls(Cluster cluster) {
        assertThat(primaryAddresses(cluster)).containsExactly(members.pod(0).address());
        assertThat(members.ask(0, "SELECT ssl FROM pg_stat_replication JOIN pg_stat_ssl USING (pid)"))
                .isEqualTo("t");
        assertThat(members.api().cluster(members.pod(1).address()).leader())
                .map(leader -> leader.name())
                .contains("members-0");
        assertThat(members.config(0)
                        .dynamic()
                        .difference(members.api().config(members.pod(0).address())))
                .isEmpty();
    }

    @Test
    @Order(2)
    void aDeathOfPatroniAlonePromotesNobodyAndEndsNoSession() {
        MemberState before = members.state(0).orElseThrow();
        try (AdminSession session = members.session(0, members.passwords())) {
            Command.run(members.pod(0).inWorkload("pkill", "-9", "-f", "patroni.yml"));
            assertThat(members.state(0)).isEmpty();
            long death = System.nanoTime();
            Wait.until(
                    SOON,
                    () -> "Patroni did not come back",
                    () -> members.state(0).isPresent());
            assertThat(Duration.ofNanos(System.nanoTime() - death)).isLessThan(Duration.ofSeconds(20));
            assertThat(session.sessions()).containsKey("operator");
        }
        members.awaitPrimary(0);
        assertThat(members.state(0)).map(MemberState::timeline).contains(before.timeline());
        assertThat(members.isPrimary(1)).isFalse();
    }

    @Test
    @Order(3)
    void passwordsChangeWithoutARestart() {
        List<String> started = started();
        SystemPasswords old = members.passwords();
        SystemPasswords changed = SystemPasswords.random(new SecureRandom());
        try (AdminSession session = members.session(0, old)) {
            session.settle(old);
            session.settle(changed);
        }
        members.choose(changed);
        members.reload(0);
        members.reload(1);
        for (int member : List.of(0, 1)) {
            Wait.until(SOON, () -> "the new password of patroni is unknown", () -> knowsPassword(member));
        }
        // the standby has to log in again
        members.ask(0, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
        Wait.until(
                SOON,
                () -> "the standby does not come back: " + members.state(1),
                () -> members.state(1)
                        .flatMap(MemberState::replicationState)
                        .filter("streaming"::equals)
                        .isPresent());
        members.session(0, changed).close();
        assertThatThrownBy(() -> members.session(0, old).close()).isInstanceOf(ServerException.class);
        assertThat(started()).isEqualTo(started);
    }

    @Test
    @Order(4)
    void certificatesChangeWithoutARestart() {
        List<String> started = started();
        String old = ShownCertificate.serialOfPatroni(members.pod(1).address());
        assertThat(ShownCertificate.serialOfPostgres(members.pod(1).address())).isEqualTo(old);
        members.renewCertificate(1);
        members.reload(1);
        Wait.until(
                SOON,
                () -> "the certificate is the old one",
                () -> !ShownCertificate.serialOfPostgres(members.pod(1).address())
                        .equals(old));
        Wait.until(SOON, () -> "Patroni does not answer", () -> members.state(1).isPresent());
        assertThat(ShownCertificate.serialOfPatroni(members.pod(1).address()))
                .isEqualTo(ShownCertificate.serialOfPostgres(members.pod(1).address()))
                .isNotEqualTo(old);
        assertThat(started()).isEqualTo(started);
    }

    @Test
    @Order(5)
    void settingsThatNeedARestartWaitForIt() {
        members.configure(Map.of("profile", "testing", "max-connections", "150", "work-mem", "7MB"));
        String primary = members.pod(0).address();
        Map<String, Object> difference =
                members.config(0).dynamic().difference(members.api().config(primary));
        assertThat(difference).isEqualTo(Map.of("postgresql", Map.of("parameters", Map.of("max_connections", "150"))));
        members.api().patchConfig(primary, difference);
        assertThat(members.config(0).dynamic().difference(members.api().config(primary)))
                .isEmpty();
        members.reload(0);
        members.reload(1);
        for (int member : List.of(1, 0)) {
            Wait.until(
                    SOON,
                    () -> "work_mem did not change",
                    () -> members.ask(member, "SHOW work_mem").equals("7MB"));
            Wait.until(
                    SOON,
                    () -> "no restart is pending: " + members.state(member),
                    () -> members.state(member)
                            .filter(MemberState::pendingRestart)
                            .isPresent());
            assertThat(members.ask(member, "SHOW max_connections")).isEqualTo("100");
            members.api().restart(members.pod(member).address());
            assertThat(members.ask(member, "SHOW max_connections")).isEqualTo("150");
        }
        members.awaitPrimary(0);
        members.awaitSynchronousStandby(1);
    }

    @Test
    @Order(6)
    void aSwitchoverTakesTheAddressAlong(Cluster cluster) {
        members.api().switchover(members.pod(0).address(), "members-0", Optional.of("members-1"));
        members.awaitPrimary(1);
        assertThat(primaryAddresses(cluster)).containsExactly(members.pod(1).address());
        members.awaitSynchronousStandby(0);
        assertThatThrownBy(
                        () -> members.api().switchover(members.pod(0).address(), "members-0", Optional.of("members-1")))
                .isInstanceOf(PatroniException.class)
                .hasMessageContaining("leader name does not match");
    }

    private static boolean knowsPassword(int member) {
        try {
            members.api().reload(members.pod(member).address());
            return true;
        } catch (PatroniException _) {
            return false;
        }
    }

    private static List<String> started() {
        return List.of(members.ask(0, STARTED), members.ask(1, STARTED));
    }

    private static List<String> primaryAddresses(Cluster cluster) {
        Endpoints endpoints = cluster.api()
                .client()
                .endpoints()
                .inNamespace(KubeApi.NAMESPACE)
                .withName(members.names().primaryService())
                .get();
        return endpoints.getSubsets().stream()
                .map(EndpointSubset::getAddresses)
                .flatMap(List::stream)
                .map(EndpointAddress::getIp)
                .toList();
    }
}
