package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        World world = attached(bare);
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
        World world = attached(bare);
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
        World world = attached(bare);
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
    void aServerWithoutAFreeConnectionIsWaitedFor(@Unattached World bare) throws SQLException {
        restart("max_connections = 6", "superuser_reserved_connections = 1", "reserved_connections = 0");
        World world = attached(bare);
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

    private static World attached(World bare) {
        World world = bare.on(SERVER);
        world.attach();
        world.settle();
        return world;
    }

    private static void restart(String... settings) {
        SERVER.stop();
        SERVER.start(Stream.concat(InJuju.LOGGING.stream(), Stream.of(settings)).toList());
    }
}
