package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.access.Password;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.postgres.ServerException.Kind;

/// What keeps the charm from its server, in the words of the server or the driver.
final class AdminSessionTest {
    private final Target target = Servers.newest();
    private final Target limited = target.limited();

    @TempDir
    private Path directory;

    private static void assertFails(ServerAccess access, Kind kind, String words) {
        assertThatThrownBy(() -> AdminSession.open(access).close())
                .isInstanceOfSatisfying(
                        ServerException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .hasMessageContaining(access.endpoints().getFirst().toString())
                .hasMessageContaining(words);
    }

    private static Endpoint nobodyListens() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWrongPasswordIsTheOperatorsToCorrect() {
        assertFails(
                target.access(List.of(target.endpoint()), new Password("wrong")),
                Kind.MISCONFIGURED,
                "password authentication failed for user \"postgres\"");
    }

    @Test
    void aMissingDatabaseIsTheOperatorsToCorrect() {
        ServerAccess access = target.access();
        assertFails(
                new ServerAccess(
                        access.endpoints(),
                        List.of(),
                        access.username(),
                        access.password(),
                        "no such database",
                        Optional.empty(),
                        Optional.empty(),
                        true),
                Kind.MISCONFIGURED,
                "database \"no such database\" does not exist");
    }

    @Test
    void aServerThatIsDownIsWaitedFor() {
        assertFails(target.access(List.of(nobodyListens()), target.password()), Kind.UNAVAILABLE, "refused");
    }

    @Test
    void anUnknownHostIsNamed() {
        Endpoint unknown = new Endpoint("db.invalid", 5432);
        assertFails(target.access(List.of(unknown), target.password()), Kind.UNAVAILABLE, "unknown host db.invalid");
    }

    @Test
    void tooManyConnectionsAreWaitedOut() throws SQLException {
        try (Sql root = target.root("postgres")) {
            root.run("ALTER ROLE \"limited admin\" CONNECTION LIMIT 0");
            try {
                assertFails(limited.access(), Kind.UNAVAILABLE, "too many connections for role");
            } finally {
                root.run("ALTER ROLE \"limited admin\" CONNECTION LIMIT -1");
            }
        }
    }

    @Test
    void aReadOnlyServerIsWaitedFor() throws SQLException {
        try (Sql root = target.root("postgres")) {
            root.run("ALTER ROLE \"limited admin\" SET default_transaction_read_only = on");
            try {
                assertFails(limited.access(), Kind.UNAVAILABLE, "is read-only: default_transaction_read_only is on");
            } finally {
                root.run("ALTER ROLE \"limited admin\" RESET default_transaction_read_only");
            }
        }
    }

    @Test
    void thePrimaryIsFoundAmongReplicasAndDeadServersAndComesFirst() throws IOException, SQLException {
        try (EmbeddedServer other = Servers.fresh(directory)) {
            Password password = target.password();
            try (Sql root = Servers.target(other, target.major()).root("postgres")) {
                root.run("ALTER ROLE postgres PASSWORD '" + password.text() + "'");
            }
            other.stop();
            Files.createFile(other.data().resolve("standby.signal"));
            other.start(List.of());
            Endpoint replica = new Endpoint(other.host(), other.port());
            Endpoint dead = nobodyListens();
            assertFails(target.access(List.of(replica), password), Kind.UNAVAILABLE, "is read-only: it is a replica");
            List<Endpoint> endpoints = List.of(dead, replica, target.endpoint());
            try (AdminSession session = AdminSession.open(target.access(endpoints, password))) {
                assertThat(session.endpoints())
                        .containsExactly(target.endpoint().toString(), dead.toString(), replica.toString());
            }
        }
    }

    @Test
    void tellsWhatItIsConnectedTo() {
        try (AdminSession session = AdminSession.open(target.access())) {
            assertThat(session.version()).startsWith(target.major() + ".");
            assertThat(session.tls()).isFalse();
            assertThat(session.sessions()).containsKey("postgres");
        }
    }

    @Test
    void onlyOneCharmWorksOnAServerAtATime() throws SQLException, InterruptedException {
        String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
        Thread other = Thread.ofPlatform()
                .unstarted(() -> AdminSession.open(target.access()).close());
        try (AdminSession first = AdminSession.open(target.access());
                Sql root = target.root("postgres")) {
            assertThat(first.tls()).isFalse();
            other.start();
            while (!root.value(waiting).equals("1")) {
                assertThat(other.isAlive()).isTrue();
            }
        }
        other.join();
        try (Sql root = target.root("postgres")) {
            assertThat(root.value(waiting)).isEqualTo("0");
        }
    }

    @Test
    void whatIsWrongWithALoginIsToldByItsProof() {
        try (Provider provider = new Provider(target)) {
            Login login = provider.serve(Provider.newDatabase());
            AdminSession session = provider.session();
            String owner = "charmed_" + login.database() + "_owner";
            assertThat(session.prove(login.name(), login.password(), login.database(), login.name()))
                    .contains(new Unproved(
                            "the login acts as " + owner + " instead of " + login.name() + ": server "
                                    + session.version()
                                    + " ignores the role setting (14.14, 15.9, 16.5 and 17.1 do)",
                            "update the server"));
            assertThat(session.prove(login.name(), new Password("wrong"), login.database(), owner))
                    .hasValueSatisfying(
                            failure -> assertThat(failure.reason()).contains("password authentication failed"));
            assertThat(session.prove(login.name(), login.password(), "first", owner))
                    .hasValueSatisfying(
                            failure -> assertThat(failure.reason()).contains("permission denied for database"));
        }
    }
}
