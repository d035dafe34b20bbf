package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A request for every database whose name begins in one way: the answer follows as they come and go.
@ExtendWith(InJuju.class)
final class PrefixScenarios {
    @Test
    void theListIsTrueAsDatabasesComeAndGo(World world) {
        String prefix = world.name("pre") + "_";
        Login superuser = world.superuser("postgres");
        superuser.execute("CREATE DATABASE " + prefix + "foreign", "CREATE DATABASE " + prefix + "adopted");
        Client client = Client.of(world, "follower").asksFor(prefix + "*");
        assertThat(client.received())
                .containsEntry("database", prefix + "*")
                .containsKeys("username", "password", "endpoints")
                .doesNotContainKeys("prefix-databases", "uris");

        Client later = Client.of(world, "later").asksFor(prefix + "b");
        assertThat(client.databag()).containsEntry("prefix-databases", prefix + "b");
        Client first = Client.of(world, "first").asksFor(prefix + "a");
        Client.of(world, "other").asksFor(prefix.replace('_', 'x') + "c");
        assertThat(client.databag()).containsEntry("prefix-databases", prefix + "a," + prefix + "b");
        later.login().execute("CREATE TABLE t AS SELECT 7 AS n");
        Login login = Login.of(client.received().getOrDefault("uris", ""));
        assertThat(login.database()).isEqualTo(prefix + "a");
        assertThat(login.to(prefix + "b").query("SELECT n FROM t")).isEqualTo("7");
        assertThat(login.to(prefix + "b").query("SELECT current_user")).isEqualTo("charmed_" + prefix + "b_owner");
        assertThat(login.username()).isEqualTo(client.received().get("username"));

        world.configure("adopt-databases", prefix + "adopted");
        Client.of(world, "adopter").asksFor(prefix + "adopted");
        assertThat(client.databag())
                .containsEntry("prefix-databases", prefix + "a," + prefix + "adopted," + prefix + "b");

        first.leaves();
        assertThat(client.databag())
                .as("the database stays")
                .extractingByKey("prefix-databases")
                .asString()
                .startsWith(prefix + "a,");
        superuser.execute("DROP DATABASE " + prefix + "a WITH (FORCE)");
        world.updateStatus();
        assertThat(client.databag()).containsEntry("prefix-databases", prefix + "adopted," + prefix + "b");
        assertThat(Login.of(client.received().getOrDefault("uris", "")).database())
                .isEqualTo(prefix + "adopted");

        client.leaves();
        assertThatThrownBy(() -> login.to(prefix + "b").query("SELECT 1"))
                .hasMessageContaining("authentication failed");
        assertThat(later.login().query("SELECT n FROM t")).isEqualTo("7");
    }

    @Test
    void dataIntegratorNamesTheFirstOfThem(World world) {
        String prefix = world.name("many");
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", prefix + "*"));
        integrator.relateProvider();
        assertThat(integrator.getCredentials(Map.of("format", "uri")).message())
                .isEqualTo("no database has a name with this prefix yet: run get-credentials again later");
        Client.of(world, "maker").asksFor(prefix + "one");

        assertThat(integrator.credentials(Map.of())).containsEntry("prefix-databases", prefix + "one");
        assertThat(integrator.login().query("SELECT current_database()")).isEqualTo(prefix + "one");
    }
}
