package pgcharm.workload.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pgcharm.access.Password;
import pgcharm.workload.patroni.PatroniException.Kind;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;

final class PatroniApiTest {
    private static final CertificateAuthority AUTHORITY = authority();
    private static final Password PASSWORD = new Password("s\u00e4cret: \"1\"");
    private static final String HOST = RecordedPatroni.address();
    private static final RecordedPatroni MEMBER =
            new RecordedPatroni(AUTHORITY, PASSWORD, SubjectNames.of(List.of("pg-0"), List.of(HOST)), HOST);
    private static final PatroniApi API = new PatroniApi(AUTHORITY.certificate(), PASSWORD);

    @BeforeAll
    static void isQuiet() {
        // the first handshake of this JVM is slow: no test should pay for it
        MEMBER.plays(13);
        API.member(HOST);
    }

    @AfterAll
    static void end() {
        API.close();
        MEMBER.close();
    }

    private static CertificateAuthority authority() {
        return CertificateAuthority.create("pg", Instant.now());
    }

    private static void assertFails(ThrowingCallable call, Kind kind, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PatroniException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words)
                .hasMessageContaining("Patroni on 127.")
                .hasMessageNotContaining(PASSWORD.text());
    }

    @ParameterizedTest
    @CsvSource({
        /* exchange; role, state, replication, timeline, sync, pending restart, unlocked, paused */
        "13, PRIMARY, running, '', 1, false, false, false, false",
        "32, REPLICA, running, streaming, 1, true, false, false, false",
        "46, PRIMARY, running, '', 1, false, true, false, false",
        "62, PRIMARY, running, '', 1, false, false, false, true",
        "85, REPLICA, stopping, '', 0, false, false, false, false",
        "88, PRIMARY, unknown, '', 0, false, false, false, false",
        "101, REPLICA, running, '', 5, false, false, true, false",
    })
    void readsWhatAMemberSaysOfItself(
            int exchange,
            MemberState.Role role,
            String state,
            String replication,
            int timeline,
            boolean synchronous,
            boolean pendingRestart,
            boolean unlocked,
            boolean paused) {
        MEMBER.plays(exchange);
        MemberState member = API.member(HOST);
        assertThat(member)
                .isEqualTo(new MemberState(
                        member.name(),
                        role,
                        state,
                        timeline == 0 ? Optional.empty() : Optional.of(150_018),
                        Optional.of(replication).filter(text -> !text.isEmpty()),
                        timeline == 0 ? Optional.empty() : Optional.of(timeline),
                        synchronous,
                        pendingRestart,
                        unlocked,
                        false,
                        paused));
        assertThat(member.name()).startsWith("pg-");
    }

    @Test
    void readsTheCluster() {
        MEMBER.plays(14);
        ClusterView cluster = API.cluster(HOST);
        assertThat(cluster.members())
                .containsExactly(
                        new ClusterView.Member("pg-0", "leader", "running", OptionalLong.empty(), false),
                        new ClusterView.Member("pg-1", "sync_standby", "streaming", OptionalLong.of(0), false));
        assertThat(cluster.leader()).map(ClusterView.Member::name).contains("pg-0");
        assertThat(cluster.synchronousStandbys())
                .extracting(ClusterView.Member::name)
                .containsExactly("pg-1");
        assertThat(cluster.member("pg-2")).isEmpty();
    }

    @Test
    void readsAClusterWithoutLeaderAndWithUnknownLag() {
        MEMBER.plays(98);
        ClusterView cluster = API.cluster(HOST);
        assertThat(cluster.leader()).isEmpty();
        assertThat(cluster.member("pg-0")).map(ClusterView.Member::lag).contains(OptionalLong.empty());
        MEMBER.plays(48);
        assertThat(API.cluster(HOST).leader())
                .map(ClusterView.Member::pendingRestart)
                .contains(true);
    }

    @Test
    void changesTheDynamicConfiguration() {
        MEMBER.plays(16);
        Map<?, ?> current = API.config(HOST);
        Map<String, Object> difference = new DynamicConfig(
                        Map.of("ttl", 30, "postgresql", Map.of("parameters", Map.of("max_connections", 120))))
                .difference(current);
        MEMBER.plays(45);
        API.patchConfig(HOST, difference);
    }

    @Test
    void reloadsRestartsAndSwitchesOver() {
        MEMBER.plays(57);
        API.reload(HOST);
        MEMBER.plays(50);
        API.restart(HOST);
        MEMBER.plays(76);
        API.switchover(HOST, "pg-0", Optional.of("pg-1"));
    }

    @Test
    void tellsARefusalInPatronisWords() {
        MEMBER.plays(72);
        assertFails(
                () -> API.switchover(HOST, "pg-1", Optional.empty()), Kind.REFUSED, "412: leader name does not match");
        MEMBER.plays(74);
        assertFails(
                () -> API.switchover(HOST, "pg-0", Optional.of("pg-9")),
                Kind.REFUSED,
                "412: candidate name does not match with sync_standby");
    }

    @Test
    void refusesAWrongPasswordWithoutTellingIt() {
        MEMBER.plays(57);
        try (PatroniApi stranger = new PatroniApi(AUTHORITY.certificate(), new Password("wrong"))) {
            assertFails(() -> stranger.reload(HOST), Kind.UNAUTHORIZED, "401: not authenticated");
        }
    }

    @Test
    void trustsNoOtherAuthority() {
        CertificateAuthority other = authority();
        try (PatroniApi api = new PatroniApi(other.certificate(), PASSWORD)) {
            assertFails(() -> api.member(HOST), Kind.NOT_TRUSTED, "is not trusted");
        }
    }

    @Test
    void trustsNoCertificateOfAnotherMember() {
        String address = RecordedPatroni.address();
        try (RecordedPatroni other = new RecordedPatroni(
                AUTHORITY, PASSWORD, SubjectNames.of(List.of("pg-1"), List.of("192.0.2.1")), address)) {
            other.plays(13);
            assertFails(() -> API.member(address), Kind.NOT_TRUSTED, address);
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        String address = RecordedPatroni.address();
        assertFails(() -> API.member(address), Kind.UNREACHABLE, address + " does not answer");
    }

    @Test
    void doesNotTakeAPageForAnAnswer() {
        MEMBER.plays(13);
        assertFails(() -> API.config(HOST), Kind.REFUSED, "answers GET /config with 599: recorded is GET /patroni");
    }
}
