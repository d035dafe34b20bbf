package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The provider's own actions.
@ExtendWith(InJuju.class)
final class ActionScenarios {
    @Test
    void aSecondCallOfGetCredentialsAnswersAsTheFirst(World world) {
        Map<String, Object> named = Map.of("database", world.name("data"), "username", world.name("analyst"));
        ActionOutcome first = world.ran("get-credentials", named);
        Login login = Login.of(first.result("postgresql.uris"));
        assertThat(login.query("SELECT session_user, current_user"))
                .isEqualTo(world.name("analyst") + " charmed_" + world.name("data") + "_owner");

        assertThat(world.ran("get-credentials", named)).isEqualTo(first);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aSecondCallWithoutANameFindsTheNameThatTheFirstMade(World world) {
        ActionOutcome first = world.ran("get-credentials", Map.of("database", world.name("unnamed")));
        assertThat(first.result("postgresql.username")).startsWith("user_" + world.name("unnamed") + "_");

        assertThat(world.ran("get-credentials", Map.of("database", world.name("unnamed"))))
                .isEqualTo(first);
        assertThat(Login.of(first.result("postgresql.uris")).query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void otherRolesAreFollowedAndThePasswordStays(World world) {
        Map<String, Object> reading = Map.of(
                "database", world.name("data"), "username", world.name("reader"), "extra-user-roles", "charmed_read");
        Login login = Login.of(world.ran("get-credentials", reading).result("postgresql.uris"));
        assertThatThrownBy(() -> login.execute("CREATE TABLE t ()")).hasMessageContaining("permission denied");

        world.ran("get-credentials", Map.of("database", world.name("data"), "username", world.name("reader")));

        login.execute("CREATE TABLE t ()");
    }

    @Test
    void removedCredentialsLockOutAndLeaveTheData(World world) throws SQLException {
        Map<String, Object> parameters = Map.of("database", world.name("kept"), "username", world.name("guest"));
        Login login = Login.of(world.ran("get-credentials", parameters).result("postgresql.uris"));
        login.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        try (Connection session = login.connect()) {
            world.ran("remove-credentials", Map.of("username", world.name("guest")));

            assertThatThrownBy(() -> Login.query(session, "SELECT 1")).isInstanceOf(Login.Refused.class);
        }
        assertThatThrownBy(login::connect).hasMessageContaining("28P01");
        assertThat(world.ownSecrets()).isEmpty();
        Client client = Client.of(world, "heir").asksFor(world.name("kept"));
        assertThat(client.login().query("SELECT n FROM t")).isEqualTo("1");
    }

    @Test
    void listAccessTellsEveryLoginWithItsSessionsAndVerdict(World world) throws SQLException {
        Client served = Client.of(world, "served").asksFor(world.name("listed"));
        Client.of(world, "refused").asksFor("postgres");
        world.ran("get-credentials", Map.of("database", world.name("listed"), "username", world.name("person")));
        try (Connection session = served.login().connect()) {
            assertThat(Login.query(session, "SELECT 1")).isEqualTo("1");

            ActionOutcome outcome = world.ran("list-access", Map.of());

            JsonNode rows = JsonLines.JSON.readTree(outcome.result("json"));
            assertThat(rows.size()).isEqualTo(3);
            assertThat(rows.get(0).path("login").asString())
                    .isEqualTo(served.login().username());
            assertThat(rows.get(0).path("sessions").asString()).isEqualTo("1");
            assertThat(rows.get(0).path("verdict").asString()).startsWith("served");
            assertThat(rows.get(1).path("verdict").asString())
                    .startsWith("refused")
                    .contains("\"postgres\"");
            assertThat(rows.get(2).path("login").asString()).isEqualTo(world.name("person"));
            assertThat(outcome.result("access")).contains("served", "refused", world.name("person"));
        }
    }

    @Test
    void reconcileReturnsTheVerdictOfEveryRelation(World world) {
        Client served = Client.of(world, "served").asksFor(world.name("asked"));
        Client refused = Client.of(world, "refused").asksFor("template1");

        ActionOutcome outcome = world.ran("reconcile", Map.of());

        assertThat(outcome.result("database-" + served.relation())).startsWith("served");
        assertThat(outcome.result("database-" + refused.relation())).startsWith("refused");
    }

    @Test
    void anActionThatCannotBeDoneFailsWithASentenceAndChangesNothing(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("theirs"));
        String taken = client.login().username();

        assertThat(world.run("get-credentials", Map.of("database", "template0")).message())
                .contains("\"template0\" is reserved");
        assertThat(world.run("get-credentials", Map.of("database", world.name("d"), "extra-user-roles", "wizard"))
                        .message())
                .contains("wizard");
        assertThat(world.run("get-credentials", Map.of("database", world.name("d"), "username", "postgres"))
                        .message())
                .contains("\"postgres\" is reserved");
        assertThat(world.run("remove-credentials", Map.of("username", taken)).message())
                .contains(taken);
        assertThat(world.run("remove-credentials", Map.of("username", "nobody-at-all"))
                        .message())
                .contains("nobody-at-all");

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.superuser("postgres")
                        .query("SELECT count(*) FROM pg_database WHERE datname = '" + world.name("d") + "'"))
                .isEqualTo("0");
    }
}
