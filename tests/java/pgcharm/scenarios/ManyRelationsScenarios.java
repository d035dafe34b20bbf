package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pgcharm.local.Deployment;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.InJuju.Unattached;

/// However many relations come and go, the server and Juju hold what they need and nothing else.
///
/// `-Drelations=300` and `-Dcycles=200` (`make test RELATIONS=300 CYCLES=200`) for as many; without, a few have to do.
@ExtendWith(InJuju.class)
@Execution(ExecutionMode.SAME_THREAD)
final class ManyRelationsScenarios {
    /// A sweep of hundreds of relations keeps all other charms of a server waiting.
    private static final EmbeddedServer SERVER = Servers.start("many", InJuju.LOGGING);

    private static final int RELATIONS = Integer.getInteger("relations", 10);
    private static final int CYCLES = Integer.getInteger("cycles", 4);
    private static final Set<String> WRITES =
            Set.of("relation-set", "secret-add", "secret-set", "secret-grant", "secret-remove", "status-set");
    private static final String SECRETS = "[\"username\", \"password\", \"uris\", \"tls\"]";

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void asMuchIsThereAsThereAreRelations(@Unattached World bare) {
        World world = bare.attachedTo(SERVER);
        List<Client> clients = new ArrayList<>();
        for (int wanted : Stream.of(1, 10, 100, 300, RELATIONS)
                .distinct()
                .filter(count -> count <= RELATIONS)
                .sorted()
                .toList()) {
            while (clients.size() < wanted) {
                Client client = related(world, "client" + clients.size());
                client.writes(
                        Map.of("database", world.name("many" + clients.size() + "_"), "requested-secrets", SECRETS));
                clients.add(client);
            }
            world.settle();
            assertExactly(world, clients, wanted);
            for (String hook : List.of("update-status", "config-changed")) {
                world.model().fire(World.UNIT, hook);
                world.settle();
                assertThat(world.lastRun().name()).isEqualTo(hook);
                assertThat(world.lastRun().toolNames()).doesNotContainAnyElementsOf(WRITES);
            }
            assertThat(world.ran("list-access", Map.of()).results().entrySet().stream()
                            .filter(result -> result.getKey().startsWith("json"))
                            .mapToInt(result ->
                                    JsonLines.JSON.readTree(result.getValue()).size())
                            .sum())
                    .isEqualTo(wanted);
            System.out.println("relations: " + wanted);
        }

        List<Client> staying = clients.subList(0, clients.size() / 2);
        List<Client> going = clients.subList(clients.size() / 2, clients.size());
        going.forEach(client -> world.model().removeRelation(client.relation()));
        world.settle();
        assertExactly(world, staying, clients.size());
        staying.forEach(client -> world.model().removeRelation(client.relation()));
        world.settle();
        assertExactly(world, List.of(), clients.size());
    }

    /// @param databases that were made for relations, also for those that are gone
    private static void assertExactly(World world, List<Client> clients, int databases) {
        Login superuser = world.superuser("postgres");
        String model = "%\"model\":\"" + world.model().uuid() + "\"%";
        String marks = " FROM pg_roles r JOIN pg_shdescription d ON d.objoid = r.oid"
                + " AND d.classoid = 'pg_authid'::regclass WHERE d.description LIKE '" + model
                + "' AND d.description LIKE ";
        Set<String> logins = new TreeSet<>(superuser
                .query("SELECT r.rolname" + marks + "'%\"kind\":\"login\"%'")
                .lines()
                .toList());
        List<StoredSecret> secrets = world.ownSecrets();
        Set<String> published = new TreeSet<>();
        for (StoredSecret secret : secrets) {
            assertThat(secret.revisions()).as(secret.label()).hasSize(1);
            if (secret.latest().containsKey("uris")) {
                Login login = Login.of(secret.latest().getOrDefault("uris", ""));
                published.add(login.username());
                assertThat(login.query("SELECT session_user")).isEqualTo(login.username());
            }
        }
        assertThat(logins).isEqualTo(published).hasSize(clients.size());
        assertThat(secrets).hasSize(2 * clients.size());
        assertThat(superuser.query("SELECT count(*)" + marks + "'%\"kind\":\"group\"%'"))
                .isEqualTo(String.valueOf(3 * databases));
        assertThat(superuser.query(
                        "SELECT count(*) FROM pg_database WHERE datname ~ '^many.*_" + world.number() + "$'"))
                .isEqualTo(String.valueOf(databases));
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    @Test
    void everyNewLoginOwnsAndAltersWhatAllBeforeItMade(@Unattached World bare) {
        World world = bare.attachedTo(SERVER);
        String database = world.name("cycled");
        for (int round = 1; round <= CYCLES; round++) {
            Client client = related(world, "client" + round);
            client.asks(Map.of("database", database, "requested-secrets", SECRETS));
            Login login = Login.of(world.ownSecrets().stream()
                    .flatMap(secret -> Stream.ofNullable(secret.latest().get("uris")))
                    .findFirst()
                    .orElseThrow());
            if (round > 1) {
                login.execute(alterations(round - 1));
            }
            login.execute(objects(round, login.username()));

            client.leaves();

            assertThatThrownBy(login::connect).hasMessageContaining("28P01");
            Login superuser = world.superuser(database);
            assertThat(superuser.query("SELECT DISTINCT pg_get_userbyid(refobjid) FROM pg_shdepend s"
                            + " JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()"
                            + " WHERE deptype = 'o'"))
                    .as("owners after round %d", round)
                    .isEqualTo("charmed_" + database + "_owner");
            assertThat(superuser.query("SELECT DISTINCT pg_get_userbyid(refobjid) FROM pg_shdepend s"
                            + " JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()"
                            + " WHERE deptype <> 'o' ORDER BY 1"))
                    .as("grantees after round %d", round)
                    .isEqualTo("charmed_" + database + "_dml");
            assertThat(world.ownSecrets()).isEmpty();
        }
        assertThat(world.superuser(database).query("SELECT count(*) FROM pg_class WHERE relname IN ('t', 'own')"))
                .isEqualTo(String.valueOf(2 * CYCLES));
        System.out.println("cycles: " + CYCLES);
    }

    /// First as the owner role, then as the login itself.
    private static String[] objects(int round, String login) {
        String schema = "s" + round;
        return new String[] {
            "CREATE SCHEMA " + schema,
            "SET search_path = " + schema,
            "CREATE TABLE t (id serial, n int)",
            "INSERT INTO t (n) VALUES (" + round + ")",
            "CREATE VIEW v AS SELECT n FROM t",
            "CREATE TYPE mood AS ENUM ('good')",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "SELECT lo_from_bytea(" + (10_000 + round) + ", 'a')",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO \"" + login + "\"",
            "GRANT ALL ON SCHEMA " + schema + " TO \"" + login + "\"",
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY p ON t TO \"" + login + "\" USING (true)",
            "SET ROLE NONE",
            "CREATE TABLE own (n int)",
            "SELECT lo_from_bytea(" + (20_000 + round) + ", 'a')",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA " + schema + " GRANT ALL ON TABLES TO PUBLIC",
        };
    }

    private static String[] alterations(int round) {
        String schema = "s" + round;
        return new String[] {
            "SET search_path = " + schema,
            "ALTER TABLE t ADD m int",
            "INSERT INTO t (n, m) VALUES (1, 2)",
            "DROP VIEW v",
            "ALTER TYPE mood ADD VALUE 'bad'",
            "DROP FUNCTION f()",
            "ALTER TABLE own ADD m int",
            "INSERT INTO own VALUES (1, 2)",
            "SELECT lo_put(" + (10_000 + round) + ", 1, 'b'), lo_put(" + (20_000 + round) + ", 1, 'b')",
            "COMMENT ON LARGE OBJECT " + (20_000 + round) + " IS 'altered'",
        };
    }

    /// A client without units, which would make hooks.
    private static Client related(World world, String application) {
        world.model()
                .deploy(Deployment.of(application, PackedCharms.GHOST).asGhost().withUnits(0));
        return Client.integrate(world, application, "database");
    }
}
