package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.HookToolFault.Kind;

/// Juju does not answer the charm as it should: the hook fails in one line, nothing is lost or taken away, and the hook
/// that Juju runs again does all of it.
@ExtendWith(InJuju.class)
final class HookToolFaultScenarios {
    private static final List<Kind> OF_A_TOOL_THAT_IS_READ =
            List.of(Kind.FAILS, Kind.IS_KILLED, Kind.PRINTS_NOTHING, Kind.PRINTS_NONSENSE, Kind.PRINTS_HALF_OF_IT);
    private static final List<Kind> OF_A_TOOL_THAT_WRITES = List.of(Kind.FAILS, Kind.FAILS_WITHOUT_A_WORD);
    private static final String SECOND = World.PROVIDER + "/1";
    private static final AtomicInteger FAULTS = new AtomicInteger();

    @AfterAll
    static void countsTheFaults() {
        System.out.println("faults of hook tools: " + FAULTS);
    }

    /// The hook at hand fails with each fault of each tool in turn, and works in the end.
    private static void failsWith(World world, List<String> tools, List<Kind> kinds) {
        boolean again = false;
        for (String tool : tools) {
            for (Kind kind : kinds) {
                try (HookToolFault _ = HookToolFault.in(world, tool, kind)) {
                    if (again) {
                        world.model().resolved(World.UNIT, true);
                    }
                    again = true;
                    assertThat(world.model().settle())
                            .as("%s %s: %s", tool, kind, world.lastRun())
                            .containsOnlyKeys(World.UNIT);
                    assertTold(world.lastRun(), tool, kind);
                }
            }
        }
        world.model().resolved(World.UNIT, true);
        world.settle();
    }

    private static void assertTold(PastRun run, String tool, Kind kind) {
        FAULTS.incrementAndGet();
        assertThat(run.committed()).as("%s %s: %s", tool, kind, run).isFalse();
        assertThat(run.stderr().strip().lines())
                .as("%s %s", tool, kind)
                .singleElement()
                .asString()
                .startsWith("ERROR ")
                .contains(tool)
                .doesNotContain("Exception");
    }

    @Test
    void aRequestIsServedAfterEveryToolHasFailedInEveryWay(World world) {
        Client served = Client.of(world, "served").asksFor(world.name("before"));
        Login login = served.login();
        Client client = Client.of(world, "client");
        world.settle();
        client.writes(
                Map.of("database", world.name("data"), "requested-secrets", "[\"username\", \"password\", \"uris\"]"));

        failsWith(world, List.of("is-leader", "relation-get", "config-get", "secret-get"), OF_A_TOOL_THAT_IS_READ);
        assertThat(client.login().query("SELECT 1")).isEqualTo("1");

        Client late = Client.of(world, "late");
        world.settle();
        late.writes(
                Map.of("database", world.name("late"), "requested-secrets", "[\"username\", \"password\", \"uris\"]"));
        failsWith(world, List.of("secret-add"), OF_A_TOOL_THAT_IS_READ);
        assertThat(late.login().query("SELECT 1")).isEqualTo("1");

        Client last = Client.of(world, "last");
        world.settle();
        last.writes(
                Map.of("database", world.name("last"), "requested-secrets", "[\"username\", \"password\", \"uris\"]"));
        failsWith(world, List.of("secret-grant", "relation-set"), OF_A_TOOL_THAT_WRITES);
        assertThat(last.login().query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(world.ownSecrets()).hasSize(5);
    }

    @Test
    void aSweepTakesNothingAwayThatItCannotKnowToBeGone(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        Login person = Login.of(world.ran("get-credentials", Map.of("database", world.name("data"), "username", "ann"))
                .result("postgresql.uris"));

        world.model().fire(World.UNIT, "update-status");
        failsWith(world, List.of("relation-ids", "secret-info-get"), OF_A_TOOL_THAT_IS_READ);

        assertThat(client.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(person.query("SELECT 1")).isEqualTo("1");
        world.ran("remove-credentials", Map.of("username", "ann"));
    }

    @Test
    void aRelationThatGoesIsRemovedAfterEveryToolHasFailed(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();

        world.model().removeRelation(client.relation());
        failsWith(world, List.of("is-leader", "relation-get"), OF_A_TOOL_THAT_IS_READ);
        assertThatThrownBy(login::connect).hasMessageContaining("28P01");
        assertThat(world.ownSecrets()).isEmpty();

        Client second = Client.of(world, "second").asksFor(world.name("data"));
        world.model().removeRelation(second.relation());
        failsWith(world, List.of("secret-remove"), OF_A_TOOL_THAT_WRITES);
        assertThat(world.ownSecrets()).isEmpty();
    }

    @Test
    void anActionFailsWithTheToolsWords(World world) {
        Map<String, Object> parameters = Map.of("database", world.name("data"), "username", world.name("person"));
        for (String tool : List.of("config-get", "secret-get", "secret-info-get", "secret-add")) {
            for (Kind kind : List.of(Kind.FAILS, Kind.PRINTS_NONSENSE)) {
                try (HookToolFault _ = HookToolFault.in(world, tool, kind)) {
                    ActionOutcome outcome = world.run("get-credentials", parameters);
                    assertThat(outcome.completed()).as("%s %s", tool, kind).isFalse();
                    assertThat(outcome.message()).contains(tool);
                    FAULTS.incrementAndGet();
                }
            }
        }
        ActionOutcome outcome = world.ran("get-credentials", parameters);
        assertThat(Login.of(outcome.result("postgresql.uris")).query("SELECT 1"))
                .isEqualTo("1");
    }

    @Test
    void aRelationThatVanishesMeanwhileStopsNoOther(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        Client going = Client.of(world, "going");
        world.settle();
        try (HookToolFault _ = HookToolFault.in(world, "relation-set", Kind.SAYS_THE_RELATION_IS_GONE)) {
            going.asksFor(world.name("gone"));
            assertThat(world.lastRun().stdout()).contains("went away while it was served");
        }
        going.leaves();

        assertThat(client.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(world.ownSecrets()).hasSize(2);
        assertThat(world.ran("list-access", Map.of()).result("logins")).doesNotContain("going");
    }

    @Test
    void aLeaderThatLosesLeadershipMeanwhileLeavesTheRestToTheNext(World world) {
        world.model().addUnit(World.PROVIDER);
        Client client = Client.of(world, "client");
        world.settle();
        try (HookToolFault _ = HookToolFault.in(world, "relation-set", Kind.SAYS_ANOTHER_UNIT_LEADS)) {
            client.asksFor(world.name("data"));
            assertThat(client.databag()).isEmpty();
        }

        world.model().setLeader(SECOND);
        world.settle();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.superuser("postgres")
                        .query("SELECT count(*) FROM pg_roles WHERE rolname = '"
                                + client.login().username() + "'"))
                .isEqualTo("1");
    }
}
