package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several units: one leads and works, the others stand by.
@ExtendWith(InJuju.class)
final class UnitsScenarios {
    private static final String SECOND = World.PROVIDER + "/1";

    @Test
    void onlyTheLeaderChangesAnything(World world) {
        world.model().addUnit(World.PROVIDER);
        world.settle();
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        world.model().fire(SECOND, "update-status");
        client.login().execute("CREATE TABLE t ()");
        client.leaves();

        assertThat(world.model().history().stream().filter(run -> run.unit().equals(SECOND)))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.toolNames())
                        .isSubsetOf("config-get", "is-leader", "status-set")
                        .filteredOn(tool -> !tool.equals("status-set"))
                        .hasSizeLessThanOrEqualTo(2));
        assertThat(world.model().unitStatus(SECOND)).hasToString("active: ");
    }

    @Test
    void anActionOnAnotherUnitNamesTheCommandThatWorks(World world) {
        world.model().addUnit(World.PROVIDER);
        world.settle();

        ActionOutcome outcome = world.model().run(SECOND, "get-credentials", Map.of("database", world.name("data")));

        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).contains("juju run " + World.PROVIDER + "/leader get-credentials");
    }

    @Test
    void aNewLeaderKeepsWhatWasServedAndServesWhatTheOldOneLeft(World world) {
        Client served = Client.of(world, "served").asksFor(world.name("before"));
        Login login = served.login();
        world.model().addUnit(World.PROVIDER);
        world.settle();
        Client left = Client.of(world, "left");
        world.settle();
        world.model().killNext(World.UNIT, "database-relation-changed", 0);
        left.writes(Map.of("database", world.name("after")));
        assertThat(world.model().settle()).containsOnlyKeys(World.UNIT);
        assertThat(left.databag()).isEmpty();

        world.model().setLeader(SECOND);
        world.model().settle();

        assertThat(left.login().query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        world.model().resolved(World.UNIT, true);
        world.settle();
        assertThat(left.login().query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aNewLeaderChangesAndRemovesWhatTheOldOneMade(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("old"));
        Login login = client.login();
        world.model().addUnit(World.PROVIDER);
        world.settle();
        world.model().setLeader(SECOND);
        world.settle();

        client.asks(Map.of("database", world.name("new")));
        assertThat(client.login()).isEqualTo(login.to(world.name("new")));
        assertThat(client.login().query("SELECT 1")).isEqualTo("1");

        client.leaves();
        assertThatThrownBy(login.to(world.name("new"))::connect).hasMessageContaining("28P01");
        assertThat(world.ownSecrets()).isEmpty();
    }

    @Test
    void aUnitThatGoesTakesNoLoginWithIt(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        world.model().addUnit(World.PROVIDER);
        world.settle();

        world.model().removeUnit(World.UNIT);
        world.settle();

        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(client.login()).isEqualTo(login);
        Client later = Client.of(world, "later").asksFor(world.name("more"));
        assertThat(later.login().query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void anApplicationThatGoesLocksItsClientsOutAndLeavesTheData(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        login.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");

        world.model().removeApplication(World.PROVIDER);
        world.settle();

        assertThatThrownBy(login::connect).hasMessageContaining("28P01");
        assertThat(world.superuser(world.name("data")).query("SELECT n FROM t")).isEqualTo("1");
    }
}
