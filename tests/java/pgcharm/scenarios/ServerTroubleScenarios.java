package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.InJuju.Unattached;

/// A server that is away or will not work: nothing is lost, and all is served when it is back.
@ExtendWith(InJuju.class)
@Execution(ExecutionMode.SAME_THREAD)
final class ServerTroubleScenarios {
    private static final EmbeddedServer SERVER = Servers.start("troubled", InJuju.LOGGING);

    @AfterEach
    void isWellAgain() {
        restart();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aServerThatIsDownFromTheStartIsWaitedFor(@Unattached World bare) {
        World world = bare.on(SERVER);
        SERVER.stop();
        world.attach();
        world.settle();
        Client client = Client.of(world, "early").asksFor(world.name("early"));
        assertThat(world.status().toString())
                .startsWith("waiting: ")
                .contains(SERVER.endpoint(), "refused", "juju run " + World.PROVIDER + "/leader reconcile");
        assertThat(world.applicationStatus().value()).isEqualTo("waiting");
        assertThat(client.databag()).isEmpty();

        restart();
        world.updateStatus();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    @Test
    void whatIsAskedForWhileTheServerIsDownIsDoneByReconcile(@Unattached World bare) {
        World world = bare.attachedTo(SERVER);
        Client served = Client.of(world, "served").asksFor(world.name("before"));
        Login login = served.login();
        SERVER.stop();

        Client late = Client.of(world, "late").asksFor(world.name("during"));
        served.asks(Map.of("extra-user-roles", "charmed_read"));
        assertThat(world.run("reconcile", Map.of()).message()).contains(SERVER.endpoint());
        assertThat(world.run("get-credentials", Map.of("database", world.name("any")))
                        .message())
                .contains(SERVER.endpoint());
        assertThat(late.databag()).isEmpty();
        assertThat(served.login()).isEqualTo(login);

        restart();
        ActionOutcome outcome = world.ran("reconcile", Map.of());

        assertThat(outcome.result("database-" + late.relation())).startsWith("served");
        assertThat(late.login().query("SELECT 1")).isEqualTo("1");
        assertThatThrownBy(() -> login.execute("CREATE TABLE t ()")).hasMessageContaining("permission denied");
        assertThat(world.status()).hasToString("active: ");
    }

    @Test
    void aLoginWhoseRelationWentWhileTheServerWasDownIsRemovedByTheNextSweep(@Unattached World bare) {
        World world = bare.attachedTo(SERVER);
        Client leaving = Client.of(world, "leaving").asksFor(world.name("left"));
        Client staying = Client.of(world, "staying").asksFor(world.name("stayed"));
        Login orphan = leaving.login();
        SERVER.stop();

        leaving.leaves();

        assertThat(world.ownSecrets()).hasSize(2);
        restart();
        assertThat(orphan.query("SELECT 1")).as("nobody told the server yet").isEqualTo("1");

        world.updateStatus();

        assertThatThrownBy(orphan::connect).hasMessageContaining("28P01");
        assertThat(staying.login().query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aReadOnlyServerIsWaitedFor(@Unattached World bare) {
        restart("default_transaction_read_only = on");
        World world = bare.attachedTo(SERVER);
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        assertThat(world.status().toString())
                .startsWith("waiting: ")
                .contains(SERVER.endpoint(), "read-only", "default_transaction_read_only");
        assertThat(client.databag()).isEmpty();

        restart();
        world.updateStatus();

        client.login().execute("CREATE TABLE t ()");
        assertThat(world.status()).hasToString("active: ");
    }

    @Test
    void aServerThatIsStillRecoveringIsWaitedFor(@Unattached World bare) throws IOException {
        World world = bare.attachedTo(SERVER);
        Client served = Client.of(world, "served").asksFor(world.name("before"));
        Login login = served.login();
        Path standby = SERVER.data().resolve("standby.signal");
        SERVER.stop();
        Files.createFile(standby);
        Client client;
        try {
            restart("hot_standby = off");
            client = Client.of(world, "client").asksFor(world.name("data"));

            assertThat(world.status().toString())
                    .startsWith("waiting: ")
                    .contains(SERVER.endpoint(), "the database system is not accepting connections", "reconcile");
            assertThat(client.databag()).isEmpty();
        } finally {
            SERVER.stop();
            Files.delete(standby);
        }
        restart();
        world.updateStatus();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    /// Databases are copies of template0: where that is, there they are made.
    @Test
    void aFullDiskIsTheTroubleOfWhoWantsANewDatabaseOnly(@Unattached World bare, @TempDir Path mount)
            throws IOException, InterruptedException {
        World world = bare.attachedTo(SERVER);
        Client served = Client.of(world, "served").asksFor(world.name("there"));
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", mount.toString()),
                "only root can make a small disk");
        Login superuser = world.superuser("postgres");
        Client client;
        try {
            Path small = Files.createDirectory(mount.resolve("small"));
            assertThat(ran("chown", "--reference=" + SERVER.data(), small.toString()))
                    .isTrue();
            superuser.execute(
                    "CREATE TABLESPACE small LOCATION '" + small + "'",
                    "ALTER DATABASE template0 SET TABLESPACE small");
            assertThat(ran("dd", "if=/dev/zero", "bs=1k", "of=" + mount.resolve("filler")))
                    .as("room on the disk")
                    .isFalse();
            client = Client.of(world, "client").asksFor(world.name("data"));
            Client neighbour = Client.of(world, "neighbour").asksFor(world.name("there"));

            assertThat(world.status()).hasToString("active: ");
            assertThat(client.refusal().message()).contains("No space left on device");
            assertThat(client.refusal().resolution()).contains("remove the cause", "reconcile");
            assertThat(neighbour.login().query("SELECT 1")).isEqualTo("1");
            assertThat(served.login().query("SELECT 1")).isEqualTo("1");
        } finally {
            superuser.execute("ALTER DATABASE template0 SET TABLESPACE pg_default", "DROP TABLESPACE small");
            assertThat(ran("umount", "--lazy", mount.toString())).isTrue();
        }
        world.updateStatus();

        client.login().execute("CREATE TABLE t ()");
        assertThat(client.databag()).doesNotContainKey("status");
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aServerWithoutAFreeConnectionIsWaitedFor(@Unattached World bare) throws SQLException {
        restart("max_connections = 6", "superuser_reserved_connections = 1", "reserved_connections = 0");
        World world = bare.attachedTo(SERVER);
        List<Connection> crowd = crowd(world);
        Client client;
        try {
            client = Client.of(world, "client").asksFor(world.name("data"));

            assertThat(world.status().toString())
                    .startsWith("waiting: ")
                    .contains(SERVER.endpoint(), "too many clients");
            assertThat(client.databag()).isEmpty();
        } finally {
            for (Connection connection : crowd) {
                connection.close();
            }
        }
        world.updateStatus();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
    }

    /// Sessions until the server takes no more.
    private static List<Connection> crowd(World world) {
        List<Connection> crowd = new ArrayList<>();
        try {
            while (crowd.size() < 100) {
                crowd.add(world.superuser("postgres").connect());
            }
        } catch (Login.Refused e) {
            assertThat(e).hasMessageContaining("53300");
        }
        return crowd;
    }

    private static void restart(String... settings) {
        SERVER.stop();
        SERVER.start(Stream.concat(InJuju.LOGGING.stream(), Stream.of(settings)).toList());
    }
}
