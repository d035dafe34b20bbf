package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Requests that cannot be served: each is told why, no other is harmed, and each is served once the cause is gone.
@ExtendWith(InJuju.class)
final class RefusalScenarios {
    /// @param told what message and resolution have to name
    private record Row(Map<String, String> request, int code, List<String> told) {
        static Row entity(String permissions, int code, String... told) {
            return new Row(Map.of("entity-type", "USER", "entity-permissions", permissions), code, List.of(told));
        }

        static Row of(String key, String value, int code, String... told) {
            return new Row(Map.of(key, value), code, List.of(told));
        }
    }

    @Test
    void everyRequestThatIsWrongInItselfIsRefusedAloneAndHealsWithItsCorrection(World world) {
        String tooLong = "d".repeat(50);
        List<Row> rows = List.of(
                /* key, value, code, what the client is told */
                Row.of("database", tooLong, 4003, tooLong, "49 bytes"),
                Row.of("database", "postgres", 4003, "\"postgres\"", "reserved"),
                Row.of("database", "pr*", 4003, "prefix too short: \"pr*\"", "3 characters"),
                Row.of("database", "template1", 4003, "\"template1\"", "reserved"),
                Row.of("extra-user-roles", "charmed_read, wizard", 4005, "wizard", "charmed_dml"),
                Row.of("extra-user-roles", "superuser", 4005, "superuser", "privileged-roles"),
                Row.of("requested-secrets", "username,password", 4001, "malformed request: requested-secrets"),
                Row.of("requested-secrets", "{\"username\": 1}", 4001, "malformed request: requested-secrets"),
                Row.of("requested-secrets", "[1]", 4001, "malformed request: requested-secrets"),
                Row.of("entity-type", "ROBOT", 4001, "entity-type ROBOT", "USER or GROUP"),
                Row.of("entity-permissions", "[]", 4001, "without entity-type"),
                Row.of("extra-group-roles", "charmed_read", 4001, "without entity-type"),
                Row.entity("[{]", 4001, "malformed request: entity-permissions", "JSON list"),
                Row.entity(permission("table", "accounts", "TRIGGER"), 4014, "\"TRIGGER\"", "SELECT"),
                Row.entity(permission("database", "other", "CONNECT"), 4014, "database \"other\""),
                Row.entity(permission("table", "pg_catalog.pg_authid", "SELECT"), 4014, "\"pg_catalog\""),
                Row.of("version", "v7", 4002, "v7"));
        Client neighbour = Client.of(world, "neighbour");
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            clients.add(Client.of(world, "client" + i));
        }
        for (int i = 0; i < rows.size(); i++) {
            clients.get(i).writes(Map.of("database", world.name("wrong")));
            clients.get(i).writes(rows.get(i).request());
        }
        neighbour.asksFor(world.name("right"));

        for (int i = 0; i < rows.size(); i++) {
            Client.Refusal refusal = clients.get(i).refusal();
            assertThat(refusal.code())
                    .as(refusal::toString)
                    .isEqualTo(rows.get(i).code());
            assertThat(refusal.toString()).contains(rows.get(i).told());
            assertThat(refusal.resolution()).isNotBlank();
            assertThat(clients.get(i).isServed()).isFalse();
        }
        assertThat(neighbour.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
        assertThat(world.applicationStatus().toString())
                .startsWith("active: refused: ")
                .contains("database:" + clients.getFirst().relation());

        for (int i = 0; i < rows.size(); i++) {
            clients.get(i).writes(corrected(rows.get(i), world));
        }
        world.settle();

        for (Client client : clients) {
            assertThat(client.databag()).doesNotContainKey("status");
            assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        }
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    private static String permission(String type, String name, String privilege) {
        return "[{\"resource_type\": \"%s\", \"resource_name\": \"%s\", \"privileges\": [\"%s\"]}]"
                .formatted(type, name, privilege);
    }

    private static Map<String, String> corrected(Row row, World world) {
        Map<String, String> corrected = new HashMap<>(row.request());
        corrected.replaceAll((key, _) -> key.equals("database") ? world.name("wrong") : "");
        return corrected;
    }

    @Test
    void aWantedNameThatCannotBeHadIsRefusedUntilItsSecretIsRight(World world) {
        world.superuser("postgres").execute("CREATE ROLE " + world.name("foreign") + " LOGIN PASSWORD 'own'");
        Client taken = wanting(world, "taken", Map.of("entity-name", world.name("foreign")), 4007, "foreign");
        Client reserved = wanting(world, "reserved", Map.of("entity-name", "charmed_me"), 4006, "charmed_me");
        Client system = wanting(world, "system", Map.of("entity-name", "postgres"), 4006, "postgres");
        Client nameless = wanting(world, "nameless", Map.of("password", "abc"), 4009, "entity-name");
        Client empty = wanting(world, "empty", Map.of("entity-name", world.name("e"), "password", ""), 4009, "empty");
        Client neighbour = Client.of(world, "neighbour").asksFor(world.name("names"));
        assertThat(neighbour.login().query("SELECT 1")).isEqualTo("1");

        Login untouched = new Login(world.server().endpoint(), "postgres", world.name("foreign"), "own", "");
        assertThat(untouched.query("SELECT session_user")).isEqualTo(world.name("foreign"));

        for (Client client : List.of(taken, reserved, system, nameless, empty)) {
            String right = world.name("right_" + client.application());
            world.model()
                    .updateSecret(
                            world.model()
                                    .databag(client.relation(), client.application())
                                    .getOrDefault("requested-entity-secret", ""),
                            Map.of("entity-name", right, "password", "good"));
        }
        world.settle();

        for (Client client : List.of(taken, reserved, system, nameless, empty)) {
            assertThat(client.databag()).doesNotContainKey("status");
            assertThat(client.login().query("SELECT session_user"))
                    .isEqualTo(world.name("right_" + client.application()));
        }
    }

    private static Client wanting(World world, String application, Map<String, String> secret, int code, String told) {
        Client client = Client.of(world, application);
        client.asksFor(world.name("names"), "requested-entity-secret", client.secret(secret));
        assertThat(client.refusal().code())
                .as(() -> client.refusal().toString())
                .isEqualTo(code);
        assertThat(client.refusal().toString()).contains(told);
        return client;
    }

    @Test
    void aSecretThatIsGrantedLateIsReadByTheNextSweep(World world) {
        Client client = Client.of(world, "late");
        String secret = world.model().addSecret("late-wanted", Map.of("entity-name", world.name("late")));
        client.asksFor(world.name("late"), "requested-entity-secret", secret);
        assertThat(client.refusal().code()).isEqualTo(4008);
        assertThat(client.refusal().toString()).contains("not granted");

        world.model().grantSecret(secret, World.PROVIDER);
        world.updateStatus();

        assertThat(client.login().query("SELECT session_user")).isEqualTo(world.name("late"));
        assertThat(client.databag()).doesNotContainKey("status");
    }

    @Test
    void aDatabaseOfSomebodyElsesIsRefusedUntilItIsGoneOrHandedOver(World world) {
        Login superuser = world.superuser("postgres");
        superuser.execute("CREATE DATABASE " + world.name("gone"), "CREATE DATABASE " + world.name("handed"));
        superuser.to(world.name("handed")).execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (5)");
        Client first = Client.of(world, "first").asksFor(world.name("gone"));
        Client second = Client.of(world, "second").asksFor(world.name("handed"));
        Client neighbour = Client.of(world, "neighbour").asksFor(world.name("free"));
        for (Client refused : List.of(first, second)) {
            assertThat(refused.refusal().code()).isEqualTo(4004);
            assertThat(refused.refusal().toString()).contains("adopt-databases");
            assertThat(refused.isServed()).isFalse();
        }
        assertThat(neighbour.login().query("SELECT 1")).isEqualTo("1");

        superuser.execute("DROP DATABASE " + world.name("gone"));
        world.updateStatus();
        world.configure("adopt-databases", world.name("handed"));
        world.settle();

        first.login().execute("CREATE TABLE t ()");
        assertThat(second.login().query("SELECT 1")).isEqualTo("1");
        assertThat(superuser.to(world.name("handed")).query("SELECT n FROM t")).isEqualTo("5");
    }

    @Test
    void aNameOfARoleThatIsNotOursHealsWhenThatRoleIsGone(World world) {
        Login superuser = world.superuser("postgres");
        superuser.execute("CREATE ROLE " + world.name("held") + " NOLOGIN CONNECTION LIMIT 7");
        Client client = wanting(world, "waiting", Map.of("entity-name", world.name("held")), 4007, "drop or rename");
        assertThat(superuser.query("SELECT rolcanlogin, rolconnlimit, shobj_description(oid, 'pg_authid')"
                        + " FROM pg_roles WHERE rolname = '" + world.name("held") + "'"))
                .isEqualTo("f 7 null");

        superuser.execute("DROP ROLE " + world.name("held"));
        world.ran("reconcile", Map.of());
        world.settle();

        assertThat(client.login().query("SELECT session_user")).isEqualTo(world.name("held"));
    }

    @Test
    void aNameThatARemovedRelationFreesGoesToTheOneThatWaitsForItInTheSameHook(World world) {
        Client holder = Client.of(world, "holder");
        holder.asksFor(
                world.name("free"),
                "requested-entity-secret",
                holder.secret(Map.of("entity-name", world.name("shared"), "password", "one")));
        Login old = holder.login();
        Client waiting = Client.of(world, "waiting");
        waiting.asksFor(
                world.name("free"),
                "requested-entity-secret",
                waiting.secret(Map.of("entity-name", world.name("shared"), "password", "two")));
        assertThat(waiting.refusal().code()).isEqualTo(4007);
        int runs = world.runs("database-relation-broken").size();

        holder.leaves();

        assertThat(world.runs("database-relation-broken")).hasSize(runs + 1);
        assertThat(world.lastRun().name()).isEqualTo("database-relation-broken");
        assertThat(waiting.login().password()).isEqualTo("two");
        assertThat(waiting.login().query("SELECT session_user")).isEqualTo(old.username());
        assertThat(waiting.databag()).doesNotContainKey("status");
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    @Test
    void aRequestThatTurnsBadLeavesWhatWasServedAndSaysWhy(World world) {
        Client client = Client.of(world, "turning").asksFor(world.name("good"));
        Login login = client.login();

        client.asks(Map.of("extra-user-roles", "wizard"));

        assertThat(client.refusal().code()).isEqualTo(4005);
        assertThat(client.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");

        client.asks(Map.of("extra-user-roles", ""));

        assertThat(client.databag()).doesNotContainKey("status");
        login.execute("CREATE TABLE t ()");
    }

    @Test
    void aPrivilegedRoleIsGivenOnceTheOperatorAllowsIt(World world) {
        Client client = Client.of(world, "maker").asksFor(world.name("power"), "extra-user-roles", "CREATEROLE");
        assertThat(client.refusal().code()).isEqualTo(4005);

        world.configure("privileged-roles", "createrole");
        world.settle();

        client.login().execute("SET ROLE NONE", "CREATE ROLE " + world.name("made"), "DROP ROLE " + world.name("made"));
    }
}
