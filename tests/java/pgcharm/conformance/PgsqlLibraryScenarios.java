package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.InJuju;
import pgcharm.scenarios.ShownStatus;
import pgcharm.scenarios.World;

/// A charm on the library of the legacy interface, `ops-lib-pgsql`. It waits, without a word, until the provider's
/// answer is exactly what it asked for.
@ExtendWith({PythonClients.class, InJuju.class})
final class PgsqlLibraryScenarios {
    private static final Map<String, Object> STANDBY = Map.of("standby", true);
    private static final ShownStatus WAITING = new ShownStatus("waiting", "no database yet");

    @Test
    void aClientWaitsUntilItsExtensionsAreAllowedAndThenHasThem(World world) {
        String database = world.name("extended");
        PythonClient client = PythonClient.ofPgsql(
                world, Map.of("database", database, "extensions", "pg_trgm:public,unaccent:public"));

        client.integrate("db");
        assertThat(client.status()).isEqualTo(WAITING);
        assertThat(client.failure(Map.of())).isEqualTo("nothing was given");

        world.configure("extensions-allowed", "pg_trgm,unaccent");
        world.settle();

        assertThat(client.status().value()).isEqualTo("active");
        assertThat(client.status().message()).contains(database, "PostgreSQL 1");
        assertThat(client.query(PythonClient.WHO)).endsWith(" charmed_" + database + "_owner");
        assertThat(client.query("SELECT similarity(unaccent('été'), 'ete')::text"))
                .isEqualTo("1");
        assertThat(client.query("SELECT current_database()", STANDBY)).isEqualTo(database);
    }

    @Test
    void aClientThatAsksForRolesWaitsAndIsNamedToTheOperator(World world) {
        PythonClient client =
                PythonClient.ofPgsql(world, Map.of("database", world.name("roles"), "roles", "readers,writers"));

        int relation = client.integrate("db");

        assertThat(client.status()).isEqualTo(WAITING);
        assertThat(world.applicationStatus().message()).contains("db:" + relation);

        client.leave(relation);

        assertThat(world.applicationStatus().message()).doesNotContain("db:" + relation);
    }

    @Test
    void everyUnitIsServedAndHasTheAdministratorsRightsOfDbAdmin(World world) {
        String database = world.name("units");
        String others = world.name("others");
        PythonClient.ofV0(world, Map.of("database-name", others)).integrate("database");
        PythonClient client = PythonClient.ofPgsql(world, Map.of("database", database));
        int relation = client.integrate("db-admin");

        world.model().addUnit(client.application());
        world.settle();

        String added = client.application() + "/1";
        String role = "SELECT pg_has_role(session_user, 'charmed_" + others + "_owner', 'MEMBER')::text";
        assertThat(client.query(added, "SELECT current_database()", Map.of())).isEqualTo(database);
        assertThat(client.query(added, "SELECT session_user", Map.of())).isEqualTo(client.query("SELECT session_user"));
        assertThat(client.query(role)).isEqualTo("true");
        assertThat(allowedUnits(world, relation)).isEqualTo("python-pgsql/0,python-pgsql/1");

        world.model().removeUnit(added);
        world.settle();

        assertThat(allowedUnits(world, relation)).isEqualTo("python-pgsql/0");
        assertThat(client.query("SELECT current_database()")).isEqualTo(database);
    }

    @Test
    void integratedAgainItHasAnotherLoginAndItsOldRows(World world) {
        PythonClient client = PythonClient.ofPgsql(world, Map.of("database", world.name("legacy")));
        int relation = client.integrate("db");
        client.query("CREATE TABLE rows AS SELECT 42 AS n; SELECT 1");
        String login = client.query("SELECT session_user");

        client.leave(relation);
        assertThat(client.status()).isEqualTo(WAITING);
        client.integrate("db");

        assertThat(client.query("SELECT session_user")).isNotEqualTo(login);
        assertThat(client.query("ALTER TABLE rows ADD note text; SELECT n FROM rows"))
                .isEqualTo("42");
    }

    private static String allowedUnits(World world, int relation) {
        return world.model().databag(relation, World.PROVIDER).getOrDefault("allowed-units", "");
    }
}
