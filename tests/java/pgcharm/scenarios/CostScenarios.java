package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.scenarios.InJuju.Unattached;

/// What hooks may cost: processes of hook tools, and connections as the server's log counts them.
@ExtendWith(InJuju.class)
final class CostScenarios {
    @ParameterizedTest(name = "credentials in secrets: {0}")
    @ValueSource(booleans = {true, false})
    void servingAskingAgainAndRemoving(boolean secrets, @Unattached World world) throws IOException {
        attachAsOneself(world);
        Client client = Client.of(world, "client");
        world.settle();
        String database = world.name("cost");

        int before = connections(world);
        if (secrets) {
            client.asksFor(database);
        } else {
            client.asksPlainlyFor(database);
        }
        assertThat(world.lastRun().name()).isEqualTo("database-relation-changed");
        assertThat(world.lastRun().calls()).as("first").hasSizeLessThanOrEqualTo(13);
        assertThat(connections(world) - before).as("first").isLessThanOrEqualTo(3);

        before = connections(world);
        world.model().fireRelation(World.UNIT, "database-relation-changed", client.relation(), client.unit());
        world.settle();
        assertThat(world.lastRun().name()).isEqualTo("database-relation-changed");
        assertThat(world.lastRun().calls()).as("repeated").hasSize(5);
        assertThat(connections(world) - before).as("repeated").isEqualTo(1);

        before = connections(world);
        client.leaves();
        assertThat(world.lastRun().name()).isEqualTo("database-relation-broken");
        assertThat(world.lastRun().calls()).as("broken").hasSizeLessThanOrEqualTo(6);
        assertThat(connections(world) - before).as("broken").isLessThanOrEqualTo(2);
    }

    @Test
    void newsOfASecretThatTheCharmItselfWrote(@Unattached World world) throws IOException {
        attachAsOneself(world);
        Client client = Client.of(world, "client").asksFor(world.name("one"));
        client.asks(Map.of("database", world.name("two")));
        int before = connections(world);

        world.model().fire(World.UNIT, "update-status");
        world.settle();
        List<PastRun> news = world.runs("secret-changed");

        assertThat(news).isNotEmpty().allSatisfy(run -> assertThat(run.calls()).hasSizeLessThanOrEqualTo(2));
        assertThat(connections(world) - before).isEqualTo(1);
    }

    @Test
    void updateStatusWithoutRelations(@Unattached World world) throws IOException {
        attachAsOneself(world);
        int before = connections(world);

        world.updateStatus();

        assertThat(world.lastRun().calls()).hasSizeLessThanOrEqualTo(6);
        assertThat(connections(world) - before).isEqualTo(1);
    }

    @Test
    void updateStatusIsTheSameForManyRelationsOnceTheyWereFoundInOrder(@Unattached World world) throws IOException {
        attachAsOneself(world);
        List<Client> clients = Stream.of("one", "two", "three")
                .map(name -> Client.of(world, name).asksFor(world.name(name)))
                .toList();
        world.ran("get-credentials", Map.of("database", world.name("four"), "username", world.name("person")));
        world.updateStatus();
        assertThat(updateStatus(world).calls()).as("each is looked at").hasSize(10);

        world.updateStatus();
        assertThat(updateStatus(world).calls()).as("nothing has changed since").hasSize(6);

        Login login = clients.getFirst().login();
        world.superuser("postgres").execute("ALTER ROLE " + login.username() + " NOLOGIN");
        world.updateStatus();
        assertThat(clients.getFirst().login().query("SELECT 1")).isEqualTo("1");
        assertThat(updateStatus(world).calls().size()).as("one was repaired").isGreaterThan(6);

        world.updateStatus();
        world.updateStatus();
        assertThat(updateStatus(world).calls()).as("all is in order again").hasSize(6);
    }

    @Test
    void aUnitThatDoesNotLead(@Unattached World world) throws IOException {
        attachAsOneself(world);
        world.model().addUnit(World.PROVIDER);
        world.settle();
        int before = connections(world);

        world.model().fire(World.PROVIDER + "/1", "update-status");
        world.settle();

        assertThat(world.lastRun().calls()).hasSizeLessThanOrEqualTo(2);
        assertThat(connections(world) - before).isZero();
    }

    private static PastRun updateStatus(World world) {
        return world.runs("update-status").getLast();
    }

    /// With an administrator whose connections can be told apart in the log.
    private static void attachAsOneself(World world) {
        world.superuser("postgres").execute("CREATE ROLE " + admin(world) + " SUPERUSER LOGIN PASSWORD 'own'");
        Map<String, String> access = world.access();
        access.put("username", admin(world));
        access.put("password", "own");
        world.attach(access);
        world.settle();
    }

    private static String admin(World world) {
        return world.name("cost_admin");
    }

    /// Of the administrator and of the logins of this model.
    private static int connections(World world) throws IOException {
        String model = world.model().uuid().substring(0, 8);
        return (int) Files.readAllLines(world.server().log()).stream()
                .filter(line -> line.contains("connection authorized: user=")
                        && (line.contains("user=" + admin(world) + " ") || line.contains("_" + model + " ")))
                .count();
    }
}
