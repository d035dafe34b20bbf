package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// data-integrator with this project's provider: each is proved by connecting.
@ExtendWith(InJuju.class)
final class DataIntegratorScenarios {
    @Test
    void givesTheNameAndPasswordOfTheOperatorsSecret(World world) throws SQLException {
        String database = world.name("mydbname");
        String user = world.name("mylogin");
        String secret = world.model().addSecret("wanted", Map.of(user, "my:pass\\w'ord"));
        String bareId = secret.substring(Math.max(secret.lastIndexOf(':'), secret.lastIndexOf('/')) + 1);
        Integrator integrator =
                Integrator.deployed(world, Map.of("database-name", database, "requested-entities-secret", bareId));
        world.model().grantSecret(secret, Integrator.APPLICATION);
        integrator.relateProvider();

        assertThat(integrator.credentials(Map.of()))
                .containsEntry("database", database)
                .containsEntry("username", user)
                .containsEntry("password", "my:pass\\w'ord")
                .containsEntry("endpoints", world.server().endpoint())
                .containsKeys("uris", "version", "tls")
                .doesNotContainKeys("data", "follows-changes");
        assertThat(integrator.credentials(Map.of("data", true))).containsKey("data");
        assertThat(integrator.login().query("SELECT session_user, current_user"))
                .isEqualTo(user + " charmed_" + database + "_owner");
        String url = integrator.credentials(Map.of("format", "jdbc")).getOrDefault("jdbc", "");
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Login.query(connection, "SELECT session_user")).isEqualTo(user);
        }
        assertThat(integrator.ownSecrets()).as("the provider has read it").isEmpty();
        assertThat(integrator.status()).isEqualTo("active: ");
    }

    @Test
    void asksOnceALateGrantCanBeSeen(World world) {
        String user = world.name("late");
        String secret = world.model().addSecret("wanted", Map.of(user, "None"));
        Integrator integrator = Integrator.deployed(
                world, Map.of("database-name", world.name("latedb"), "requested-entities-secret", secret));
        int relation = integrator.relateProvider();
        assertThat(integrator.status()).isEqualTo("blocked: Unable to access requested-entities-secret");
        assertThat(integrator.request(relation)).doesNotContainKey("database");

        world.model().grantSecret(secret, Integrator.APPLICATION);
        assertThat(integrator.failure())
                .isEqualTo(List.of(
                        "The action can be run only after relation is created.",
                        World.PROVIDER + " has not answered yet: run this again in a moment"));
        integrator.settle();

        assertThat(integrator.login().query("SELECT session_user")).isEqualTo(user);
    }

    @Test
    void asksWithTheNextUpdateStatusToo(World world) {
        String user = world.name("later");
        String secret = world.model().addSecret("wanted", Map.of(user, "a password"));
        Integrator integrator = Integrator.deployed(
                world, Map.of("database-name", world.name("laterdb"), "requested-entities-secret", secret));
        integrator.relateProvider();
        world.model().grantSecret(secret, Integrator.APPLICATION);

        world.model().fire(Integrator.APPLICATION + "/0", "update-status");
        integrator.settle();

        assertThat(integrator.login().username()).isEqualTo(user);
        assertThat(integrator.login().query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void followsAnotherDatabaseAndOtherRolesWhereTheProviderDoes(World world) {
        String first = world.name("first");
        String second = world.name("second");
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", first));
        integrator.relateProvider();
        assertThat(integrator.login().query("SELECT current_database()")).isEqualTo(first);

        integrator.configure("database-name", second);
        assertThat(integrator.login().query("SELECT current_database()")).isEqualTo(second);

        integrator.configure("extra-user-roles", "superuser");
        assertThat(integrator.status()).startsWith("blocked: postgresql-k8s: ").contains("\"superuser\"");
        integrator.configure("extra-user-roles", "charmed_read");
        assertThat(integrator.status()).isEqualTo("active: ");
        assertThat(integrator.login().query("SELECT current_user"))
                .isEqualTo(integrator.login().username());
    }

    @Test
    void givesAnotherLoginAfterTheRelationWasMadeAgain(World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", world.name("again")));
        int relation = integrator.relateProvider();
        Login old = integrator.login();

        world.model().removeRelation(relation);
        integrator.settle();
        assertThat(integrator.status()).isEqualTo("blocked: " + Integrator.NOT_SERVED);
        assertThatThrownBy(() -> old.query("SELECT 1")).hasMessageContaining("authentication failed");

        integrator.relateProvider();
        assertThat(integrator.login()).isNotEqualTo(old);
        assertThat(integrator.login().query("SELECT current_user")).isEqualTo("charmed_" + old.database() + "_owner");
    }
}
