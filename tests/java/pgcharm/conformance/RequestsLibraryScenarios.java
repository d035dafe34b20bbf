package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.InJuju;
import pgcharm.scenarios.Login;
import pgcharm.scenarios.World;

/// A charm on the library of interface v1, `dpcharmlibs-interfaces`.
@ExtendWith({PythonClients.class, InJuju.class})
@Order(2) // takes long, and waits for the libraries
final class RequestsLibraryScenarios {
    @Test
    void everyRequestOfARelationIsServedWithALoginOfItsOwn(World world) {
        String one = world.name("one");
        String two = world.name("two");
        PythonClient client =
                PythonClient.ofV1(world, requests(plain(one), asking(two, "extra-user-roles", "charmed_dml")));

        client.integrate("database");

        assertThat(client.told("created")).containsExactlyInAnyOrder(one, two);
        assertThat(client.told("raised")).isEmpty();
        List<String> first = List.of(client.query(PythonClient.WHO, of(one)).split(" "));
        List<String> second = List.of(client.query(PythonClient.WHO, of(two)).split(" "));
        assertThat(first.getFirst()).isNotEqualTo(second.getFirst());
        assertThat(first.getLast()).isEqualTo("charmed_" + one + "_owner");
        assertThat(second.getLast()).isEqualTo(second.getFirst());
        assertThat(client.query("SELECT current_database()", of(two))).isEqualTo(two);
    }

    @Test
    void theBadRequestIsToldAboutAndTheGoodOneOfTheSameRelationServed(World world) {
        String good = world.name("good");
        PythonClient client = PythonClient.ofV1(world, requests(plain("template1"), plain(good)));

        client.integrate("database");

        assertThat(client.told("created")).containsExactly(good);
        assertThat(client.told("raised")).containsExactly("database name \"template1\" is reserved");
        assertThat(client.query("SELECT current_database()", of(good))).isEqualTo(good);
        assertThat(client.failure(of("template1"))).isEqualTo("nothing was given for template1");
    }

    @Test
    void aClientWithOnlyBadRequestsIsToldAndToldWhenTheyAreHealed(World world) {
        String database = world.name("healed");
        PythonClient client = PythonClient.ofV1(world, requests(asking(database, "extra-user-roles", "createrole")));
        client.integrate("database");
        world.updateStatus();
        assertThat(client.told("raised")).singleElement().asString().contains("createrole");
        assertThat(client.told("created")).isEmpty();
        assertThat(client.failure(of(database))).isEqualTo("nothing was given for " + database);

        world.configure("privileged-roles", "createrole");
        world.settle();

        assertThat(client.told("created")).containsExactly(database);
        assertThat(client.told("resolved")).isEqualTo(client.told("raised"));
        assertThat(client.query("SELECT current_database()", of(database))).isEqualTo(database);
    }

    @Test
    void aRequestThatIsAddedIsServedAndAWithdrawnOneLosesItsLogin(World world) {
        String old = world.name("old");
        String added = world.name("added");
        PythonClient client = PythonClient.ofV1(world, requests());
        client.integrate("database");
        assertThat(client.told("created")).isEmpty();

        client.configure("requests", requests(plain(old)));
        String login = client.query("SELECT session_user", of(old));
        client.configure("requests", requests(plain(old), plain(added)));

        assertThat(client.query("SELECT current_database()", of(added))).isEqualTo(added);
        assertThat(client.query("SELECT session_user", of(old))).isEqualTo(login);

        client.configure("requests", requests(plain(added)));

        assertThat(client.failure(of(old))).isEqualTo("nothing was given for " + old);
        assertThat(logins(world, login)).isEqualTo("0");
        assertThat(client.query("SELECT current_database()", of(added))).isEqualTo(added);

        client.configure("requests", requests());

        assertThat(client.failure(of(added))).isEqualTo("nothing was given for " + added);
    }

    @Test
    void integratedAgainItHasAnotherLoginAndItsOldRows(World world) {
        String database = world.name("again");
        PythonClient client = PythonClient.ofV1(world, requests(plain(database)));
        int relation = client.integrate("database");
        client.query("CREATE TABLE rows AS SELECT 42 AS n; SELECT 1", of(database));
        String login = client.query("SELECT session_user", of(database));

        client.leave(relation);
        assertThat(logins(world, login)).isEqualTo("0");
        client.integrate("database");

        assertThat(client.query("SELECT session_user", of(database))).isNotEqualTo(login);
        assertThat(client.query("ALTER TABLE rows ADD note text; SELECT n FROM rows", of(database)))
                .isEqualTo("42");
    }

    @Test
    void aRequestCanNameItsUser(World world) {
        String named = world.name("named");
        String other = world.name("other");
        String user = world.name("somebody");
        PythonClient client = PythonClient.ofV1(
                world,
                requests(
                        "{\"resource\": \"" + named + "\", \"entity-name\": \"" + user
                                + "\", \"entity-password\": \"pass word/1\"}",
                        plain(other)));

        int relation = client.integrate("database");

        assertThat(client.query(PythonClient.WHO, of(named))).isEqualTo(user + " charmed_" + named + "_owner");
        assertThat(client.query("SELECT session_user", of(other))).startsWith("relation_id_");

        world.updateStatus();
        assertThat(client.query("SELECT session_user", of(named))).isEqualTo(user);

        client.leave(relation);
        client.integrate("database");
        assertThat(client.query("SELECT session_user", of(named))).isEqualTo(user);
    }

    @Test
    void entitiesStandBesideAnOrdinaryRequest(World world) {
        String database = world.name("entities");
        String permissions = "\"entity-permissions\": [{\"resource_name\": \"accounts\", \"resource_type\": \"table\","
                + " \"privileges\": [\"SELECT\"]}]";
        String user = world.name("reader");
        String group = world.name("readers");
        PythonClient client = PythonClient.ofV1(
                world,
                requests(
                        plain(database),
                        entity(database, "u".repeat(16), "USER", user, permissions),
                        entity(database, "g".repeat(16), "GROUP", group, permissions)));

        int relation = client.integrate("database");

        assertThat(client.told("created")).containsExactly(database);
        assertThat(client.told("entities"))
                .containsExactly(
                        database + ": " + user + " with a password", database + ": " + group + " with no password");
        client.query("CREATE TABLE accounts AS SELECT 7 AS n; SELECT 1", of(database));
        world.updateStatus();
        Login superuser = world.superuser(database);
        for (String role : List.of(user, group)) {
            assertThat(superuser.query("SELECT has_table_privilege('" + role + "', 'accounts', 'SELECT')::text"
                            + " || has_table_privilege('" + role + "', 'accounts', 'INSERT')::text"
                            + " || rolcanlogin::text FROM pg_roles WHERE rolname = '" + role + "'"))
                    .isEqualTo("truefalse" + role.equals(user));
        }

        client.leave(relation);

        assertThat(logins(world, user)).isEqualTo("0");
        assertThat(logins(world, group)).isEqualTo("0");
    }

    @Test
    void aPrefixIsServedWithEveryDatabaseThatItMatchesAsTheyCome(World world) {
        String prefix = world.name("pre");
        PythonClient client = PythonClient.ofV1(world, requests(plain(prefix + "*")));
        int relation = client.integrate("database");

        PythonClient.ofV0(world, Map.of("database-name", prefix + "one")).integrate("database");

        assertThat(client.told("created")).containsExactly(prefix + "*");
        assertThat(client.query("SELECT current_database()", of(prefix + "*"))).isEqualTo(prefix + "one");
        assertThat(world.model().databag(relation, World.PROVIDER).getOrDefault("requests", ""))
                .contains("\"prefix-resources\":\"" + prefix + "one\"");
    }

    private static String logins(World world, String login) {
        return world.superuser("postgres").query("SELECT count(*) FROM pg_roles WHERE rolname = '" + login + "'");
    }

    private static Map<String, Object> of(String resource) {
        return Map.of("resource", resource);
    }

    private static String entity(String resource, String salt, String type, String name, String permissions) {
        return "{\"resource\": \"" + resource + "\", \"salt\": \"" + salt + "\", \"entity-type\": \"" + type
                + "\", \"entity-name\": \"" + name + "\", " + permissions + "}";
    }

    private static String requests(String... objects) {
        return "[" + String.join(", ", objects) + "]";
    }

    private static String plain(String resource) {
        return "{\"resource\": \"" + resource + "\"}";
    }

    private static String asking(String resource, String field, String value) {
        return "{\"resource\": \"" + resource + "\", \"" + field + "\": \"" + value + "\"}";
    }
}
