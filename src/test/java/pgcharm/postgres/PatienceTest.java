package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pgcharm.access.Plan;
import pgcharm.access.Step;

/// How long the charm waits for a server that does not answer, and for others who are at work on it.
final class PatienceTest {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Target target = Servers.newest();
    private final Target limited = target.limited();

    /// Takes connections, and nothing ever comes back.
    private static ServerSocket hanging() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Endpoint endpoint(ServerSocket socket) {
        return new Endpoint("127.0.0.1", socket.getLocalPort());
    }

    private static Duration since(Instant start) {
        return Duration.between(start, Instant.now());
    }

    @Test
    void thePrimaryIsFoundBehindServersThatHang() throws IOException {
        try (ServerSocket first = hanging();
                ServerSocket second = hanging()) {
            List<Endpoint> endpoints = List.of(endpoint(first), endpoint(second), target.endpoint());
            Instant start = Instant.now();
            try (AdminSession session = AdminSession.open(target.access(endpoints, target.password()))) {
                assertThat(session.endpoints()).startsWith(target.endpoint().toString());
            }
            assertThat(since(start)).isLessThan(LONGEST.dividedBy(2));
        }
    }

    @Test
    void whoeverHoldsTheLockOfAllCharmsIsWaitedForAndNamed() throws SQLException {
        try (AdminSession first = AdminSession.open(target.access())) {
            assertThat(first.version()).isNotEmpty();
            Endpoint twice = new Endpoint("localhost", target.endpoint().port());
            Instant start = Instant.now();
            assertThatThrownBy(() -> AdminSession.open(
                                    target.access(List.of(target.endpoint(), twice), target.password()))
                            .close())
                    .hasMessage(target.endpoint() + ": another unit or application of this charm is at work there");
            assertThat(since(start)).isLessThan(LONGEST);
        }
    }

    @Test
    void aLockThatSomebodyHoldsOnOneDatabaseKeepsNoOtherRequestWaiting() throws SQLException {
        try (Provider provider = new Provider(target)) {
            Login login = provider.serve(Provider.newDatabase());
            try (Sql client = provider.connect(login)) {
                client.run("CREATE SCHEMA own", "GRANT ALL ON SCHEMA own TO " + login.name());
                client.run("SET ROLE NONE", "CREATE TABLE own.t ()");
            }
            Plan release = new Plan(List.of(
                    new Step.ReleaseObjects(login.name(), login.database(), "charmed_" + login.database() + "_owner")));
            try (Sql root = target.root(login.database())) {
                root.run("BEGIN", "LOCK TABLE own.t IN ACCESS SHARE MODE");
                assertLocked(provider, release, Duration.ofSeconds(6));
                assertLocked(provider, release, Duration.ofSeconds(2));
                provider.serve(Provider.newDatabase());
                root.run("COMMIT");
            }
            provider.remove(login);
            assertThat(provider.role(login)).isEmpty();
        }
    }

    private static void assertLocked(Provider provider, Plan plan, Duration within) {
        Instant start = Instant.now();
        assertThatThrownBy(() -> provider.session().apply(plan))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.REFUSED))
                .hasMessageContaining("lock timeout");
        assertThat(since(start)).isLessThan(within);
    }

    @Test
    void theServerSoonNoticesAnAdministratorWhoseMachineIsGone() throws SQLException {
        try (Connector connector = new Connector(target.access());
                Sql admin = new Sql(
                        connector.connect(target.endpoint(), "postgres", target.admin(), target.password(), true))) {
            assertThat(admin.value("SHOW tcp_keepalives_idle")).isEqualTo("30");
            assertThat(admin.value("SHOW lock_timeout")).isEqualTo("3s");
        }
    }

    @Test
    void sessionsThatDoNotEndHoldNoRemovalUp() throws SQLException, IOException, InterruptedException {
        try (Provider provider = new Provider(target)) {
            Login login = provider.serve(Provider.newDatabase());
            try (Sql first = provider.connect(login);
                    Sql second = provider.connect(login);
                    Sql third = provider.connect(login)) {
                List<String> stuck = List.of(
                        first.value("SELECT pg_backend_pid()"),
                        second.value("SELECT pg_backend_pid()"),
                        third.value("SELECT pg_backend_pid()"));
                signal("-STOP", stuck);
                try {
                    Instant start = Instant.now();
                    provider.remove(login);
                    assertThat(since(start)).isLessThan(Duration.ofSeconds(6));
                    assertThat(provider.role(login)).isEmpty();
                } finally {
                    signal("-CONT", stuck);
                }
            }
        }
    }

    private static void signal(String signal, List<String> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(processes);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aFullDatabaseOrLoginIsToldApartFromAFullServer() throws SQLException {
        try (Provider provider = new Provider(limited);
                Sql root = target.root("postgres")) {
            Login login = provider.serve(Provider.newDatabase());
            String owner = "charmed_" + login.database() + "_owner";
            String remedy = "end sessions or raise the CONNECTION LIMIT of the role or the database";
            root.run("ALTER ROLE \"" + login.name() + "\" CONNECTION LIMIT 0");
            assertThat(provider.session().prove(login.name(), login.password(), login.database(), owner))
                    .contains(new Unproved(
                            target.endpoint() + ": too many connections for role \"" + login.name() + "\"", remedy));
            root.run(
                    "ALTER ROLE \"" + login.name() + "\" CONNECTION LIMIT -1",
                    "ALTER DATABASE " + login.database() + " CONNECTION LIMIT 0");
            assertThat(provider.session().prove(login.name(), login.password(), login.database(), owner))
                    .contains(new Unproved(
                            target.endpoint() + ": too many connections for database \"" + login.database() + "\"",
                            remedy));
            Plan inside = new Plan(List.of(new Step.PrepareDatabase(login.database())));
            assertThatThrownBy(() -> provider.session().apply(inside))
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.REFUSED));
        }
    }
}
