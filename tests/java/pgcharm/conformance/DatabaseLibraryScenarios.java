package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.InJuju;
import pgcharm.scenarios.World;

/// A charm on the library of interface v0, `data_interfaces`.
@ExtendWith({PythonClients.class, InJuju.class})
@Order(1) // the libraries are installed while other scenarios run
final class DatabaseLibraryScenarios {
    @Test
    void aRefusedClientIsToldWhyAndServedOnceItIsAllowed(World world) {
        String database = world.name("told");
        PythonClient client =
                PythonClient.ofV0(world, Map.of("database-name", database, "extra-user-roles", "createrole"));

        client.integrate("database");
        assertThat(client.status().value()).isEqualTo("blocked");
        assertThat(client.status().message()).contains("createrole");

        world.configure("privileged-roles", "createrole");
        world.settle();

        assertThat(client.status().value()).isEqualTo("active");
        assertThat(client.status().message()).startsWith("served: " + database + ", PostgreSQL 1");
        assertThat(client.query(PythonClient.WHO)).endsWith(" charmed_" + database + "_owner");
        assertThat(client.query("SELECT rolcreaterole::text FROM pg_roles WHERE rolname = session_user"))
                .isEqualTo("true");
    }

    @Test
    void anEntityIsToldByTheEventOfEntitiesAndHasWhatItListed(World world) {
        String database = world.name("entity");
        PythonClient client = PythonClient.ofV0(
                world,
                Map.of(
                        "database-name",
                        database,
                        "user-name",
                        world.name("me"),
                        "entity-type",
                        "USER",
                        "entity-permissions",
                        "[{\"resource_name\": \"accounts\", \"resource_type\": \"TABLE\","
                                + " \"privileges\": [\"SELECT\"]}]"));

        client.integrate("database");

        assertThat(client.status()).hasToString("active: entity: " + world.name("me") + " with a password");
        assertThat(client.query(PythonClient.WHO)).isEqualTo(world.name("me") + " " + world.name("me"));
        world.superuser(database)
                .execute("SET ROLE charmed_" + database + "_owner", "CREATE TABLE accounts AS SELECT 7 AS n");
        world.updateStatus();
        assertThat(client.query("SELECT n FROM accounts")).isEqualTo("7");
        assertThat(client.query("SELECT has_table_privilege('accounts', 'INSERT, UPDATE, DELETE')::text"))
                .isEqualTo("false");
    }

    @Test
    void aClientHasTheUserNameItAsksForAlsoWhenItIsIntegratedAgain(World world) {
        String database = world.name("named");
        String user = world.name("me");
        PythonClient client = PythonClient.ofV0(
                world, Map.of("database-name", database, "user-name", user, "user-password", "pass word/1"));
        int relation = client.integrate("database");
        assertThat(client.query(PythonClient.WHO)).isEqualTo(user + " charmed_" + database + "_owner");

        // the library has removed the secret with the name by now
        world.updateStatus();
        assertThat(client.query("SELECT session_user")).isEqualTo(user);

        client.leave(relation);
        client.integrate("database");
        assertThat(client.query("SELECT session_user")).isEqualTo(user);
    }
}
