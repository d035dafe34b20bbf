package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Entities: what the operator of data-integrator lists, as PostgreSQL grants it.
@ExtendWith(InJuju.class)
final class EntityScenarios {
    private static String permissions(String... tables) {
        StringBuilder list = new StringBuilder();
        for (String table : tables) {
            list.append(list.isEmpty() ? "[" : ", ")
                    .append("{\"resource_name\": \"%s\", \"resource_type\": \"table\", \"privileges\": [\"SELECT\"]}"
                            .formatted(table));
        }
        return list + "]";
    }

    @Test
    void dataIntegratorGetsAUserWithWhatIsListedAndItsListIsFollowed(World world) {
        String database = world.name("listed");
        Login owner = Client.of(world, "owner").asksFor(database).login();
        owner.execute("CREATE TABLE accounts AS SELECT 7 AS n");
        Integrator integrator = Integrator.deployed(
                world,
                Map.of(
                        "database-name",
                        database,
                        "entity-type",
                        "USER",
                        "entity-permissions",
                        permissions("accounts", "orders")));
        int relation = integrator.relateProvider();

        assertThat(integrator.status()).isEqualTo("active: ");
        assertThat(integrator.credentials(Map.of()))
                .containsKeys("entity-name", "entity-password", "endpoints", "uris", "version", "tls")
                .containsEntry("database", database)
                .doesNotContainKeys("username", "password", "data");
        Login login = integrator.login();
        assertThat(login.query("SELECT n FROM accounts")).isEqualTo("7");
        assertThatThrownBy(() -> login.execute("DELETE FROM accounts")).hasMessageContaining("permission denied");
        assertThat(world.ran("list-access", Map.of()).result("access"))
                .contains("served: " + login.username() + " on " + database
                        + "; no privileges yet on what the database's owner role does not have: table public.orders");

        owner.execute("CREATE TABLE orders AS SELECT 8 AS n");
        world.updateStatus();
        assertThat(login.query("SELECT n FROM orders")).isEqualTo("8");
        assertThat(world.ran("list-access", Map.of()).result("access")).doesNotContain("no privileges yet");

        integrator.configure("entity-permissions", permissions("orders"));
        assertThat(integrator.login()).isEqualTo(login);
        assertThatThrownBy(() -> login.query("SELECT n FROM accounts")).hasMessageContaining("permission denied");

        integrator.configure("entity-permissions", permissions("pg_catalog.pg_authid"));
        assertThat(integrator.status())
                .startsWith("blocked: postgresql-k8s: entity-permissions: not allowed: ")
                .contains("leave the system's schemas out");
        assertThat(login.query("SELECT n FROM orders"))
                .as("what was served stays")
                .isEqualTo("8");

        integrator.configure("entity-permissions", "");
        assertThat(integrator.status()).isEqualTo("active: ");
        assertThatThrownBy(() -> login.query("SELECT n FROM orders")).hasMessageContaining("permission denied");

        world.model().removeRelation(relation);
        integrator.settle();
        assertThatThrownBy(() -> login.query("SELECT 1")).hasMessageContaining("authentication failed");
        assertThat(owner.query("SELECT n FROM orders")).isEqualTo("8");
    }

    @Test
    void aGroupIsNamedWithoutAPasswordAndGoesWithItsRelation(World world) {
        String database = world.name("grouped");
        String group = world.name("analysts");
        String secret = world.model().addSecret("wanted", Map.of(group, "None"));
        Login owner = Client.of(world, "owner").asksFor(database).login();
        Integrator integrator = Integrator.deployed(
                world,
                Map.of(
                        "database-name",
                        database,
                        "entity-type",
                        "GROUP",
                        "extra-group-roles",
                        "charmed_read",
                        "requested-entities-secret",
                        secret));
        world.model().grantSecret(secret, Integrator.APPLICATION);
        int relation = integrator.relateProvider();

        assertThat(integrator.credentials(Map.of()))
                .containsEntry("entity-name", group)
                .containsKeys("endpoints", "database")
                .doesNotContainKeys("entity-password", "username", "password", "uris");
        assertThat(integrator.getCredentials(Map.of("format", "uri")).message())
                .isEqualTo("there is no login in these credentials: run get-credentials without format");
        owner.execute("CREATE TABLE accounts AS SELECT 7 AS n");
        String member = world.name("ann");
        world.superuser(database)
                .execute("CREATE ROLE " + member + " LOGIN PASSWORD 'a'", "GRANT " + group + " TO " + member);
        Login ann = new Login(world.server().endpoint(), database, member, "a", "");
        assertThat(ann.query("SELECT n FROM accounts")).isEqualTo("7");

        world.model().removeRelation(relation);
        integrator.settle();

        assertThat(world.superuser(database).query("SELECT count(*) FROM pg_roles WHERE rolname = '" + group + "'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> ann.query("SELECT n FROM accounts")).hasMessageContaining("permission denied");
        assertThat(world.ownSecrets())
                .allSatisfy(kept -> assertThat(kept.label()).doesNotContain("entity"));
    }

    /// The library forbids such a change; an operator of data-integrator can make it.
    @Test
    void anEntityCanBecomeAnOrdinaryLoginAndBack(World world) {
        String database = world.name("turning");
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", database));
        integrator.relateProvider();
        Login ordinary = integrator.login();
        assertThat(ordinary.query("SELECT current_user")).isEqualTo("charmed_" + database + "_owner");

        integrator.configure("entity-type", "USER");
        assertThat(integrator.login().query("SELECT current_user")).isEqualTo(ordinary.username());
        integrator.configure("entity-type", "GROUP");
        assertThat(integrator.credentials(Map.of())).doesNotContainKeys("entity-password", "password", "uris");
        assertThatThrownBy(() -> ordinary.query("SELECT 1")).isInstanceOf(Login.Refused.class);
        integrator.configure("entity-type", "");
        assertThat(integrator.credentials(Map.of()))
                .containsKeys("username", "password")
                .doesNotContainKey("entity-name");
        assertThat(integrator.login().query("SELECT current_user")).isEqualTo("charmed_" + database + "_owner");
    }
}
