package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a client of the endpoint `database` gets, keeps and loses.
@ExtendWith(InJuju.class)
final class ServingScenarios {
    @Test
    void whatIsPublishedInClearAndInSecretsIsAllThatAClientNeeds(World world) {
        Client secretive = Client.of(world, "secretive").asksFor(world.name("hidden"));
        Client plain = Client.of(world, "plain").asksPlainlyFor(world.name("open"));

        assertThat(secretive.databag())
                .containsOnlyKeys(
                        "data", "database", "endpoints", "follows-changes", "secret-tls", "secret-user", "version");
        assertThat(plain.databag())
                .containsOnlyKeys(
                        "data",
                        "database",
                        "endpoints",
                        "follows-changes",
                        "password",
                        "tls",
                        "uris",
                        "username",
                        "version");
        assertThat(plain.databag()).containsEntry("endpoints", world.server().endpoint());
        assertThat(secretive.login().query("SELECT 1")).isEqualTo("1");
        assertThat(plain.login().query("SHOW server_version"))
                .startsWith(plain.databag().getOrDefault("version", "?"));
        assertThat(world.model().workloadVersion(World.UNIT))
                .isEqualTo(plain.databag().get("version"));
        assertThat(world.status()).hasToString("active: ");
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    @Test
    void aClientThatHasNotAskedYetWaitsAndNothingIsWrittenOrConnected(World world) {
        int runs = world.model().history().size();
        Client silent = Client.of(world, "silent");
        Client hesitant = Client.of(world, "hesitant").asks(Map.of("extra-user-roles", "charmed_read"));

        assertThat(silent.databag()).isEmpty();
        assertThat(hesitant.databag()).isEmpty();
        assertThat(world.model().history().stream().skip(runs).flatMap(run -> run.toolNames().stream()))
                .isNotEmpty()
                .doesNotContain("relation-set", "secret-add", "secret-get");
        assertThat(world.ran("list-access", Map.of()).result("access")).contains("has not asked for a database yet");
    }

    @Test
    void aWantedNameOutlivesTheSecretThatAskedForIt(World world) {
        Client client = Client.of(world, "named");
        String name = world.name("wanted");
        String secret = client.secret(Map.of("entity-name", name, "password", "p@ss/w%rd :?#"));
        client.asksFor(world.name("named"), "requested-entity-secret", secret);
        Login login = client.login();
        assertThat(login.query("SELECT session_user")).isEqualTo(name);
        assertThat(login.password()).isEqualTo("p@ss/w%rd :?#");

        world.model().removeSecret(secret);
        world.settle();
        world.updateStatus();
        world.ran("reconcile", Map.of());

        assertThat(client.databag()).doesNotContainKey("status");
        assertThat(client.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void removalEndsTheSessionRefusesTheLoginAndRemovesTheSecrets(World world) throws SQLException {
        Client client = Client.of(world, "leaving").asksFor(world.name("left"));
        Login login = client.login();
        try (Connection session = login.connect()) {
            assertThat(Login.query(session, "SELECT 1")).isEqualTo("1");

            client.leaves();

            assertThatThrownBy(() -> Login.query(session, "SELECT 1")).isInstanceOf(Login.Refused.class);
        }
        assertThatThrownBy(login::connect).hasMessageContaining("28P01");
        assertThat(world.ownSecrets()).isEmpty();
        assertThat(world.superuser("postgres")
                        .query("SELECT rolname FROM pg_roles WHERE rolname = '" + login.username() + "'"))
                .isEmpty();
    }

    @Test
    void anApplicationThatComesBackHasANewLoginAndOwnsWhatTheOldOneMade(World world) {
        Client first = Client.of(world, "returning").asksFor(world.name("returned"));
        Login old = first.login();
        old.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)", "CREATE SCHEMA s", "CREATE TABLE s.u ()");
        first.leaves();

        Client second = Client.integrate(world, "returning", "database").asksFor(world.name("returned"));
        Login fresh = second.login();

        assertThat(fresh.username()).isNotEqualTo(old.username());
        assertThat(fresh.password()).isNotEqualTo(old.password());
        assertThat(fresh.query("SELECT n FROM t")).isEqualTo("1");
        fresh.execute("ALTER TABLE t ADD m int", "ALTER TABLE s.u ADD m int", "DROP SCHEMA s CASCADE");
    }

    @Test
    void twoClientsOfOneDatabaseOwnEachOthersTables(World world) {
        Client first = Client.of(world, "first").asksFor(world.name("joint"));
        Client second = Client.of(world, "second").asksPlainlyFor(world.name("joint"));
        first.login().execute("CREATE TABLE t (n int)");

        second.login().execute("ALTER TABLE t ADD m int", "INSERT INTO t VALUES (1, 2)");

        assertThat(first.login().query("SELECT n, m FROM t")).isEqualTo("1 2");
        assertThat(first.login().username()).isNotEqualTo(second.login().username());

        second.leaves();

        assertThat(first.login().query("SELECT n, m FROM t")).isEqualTo("1 2");
        first.login().execute("DROP TABLE t");
    }

    @Test
    void aLoginReachesNoDatabaseOfAnotherClient(World world) {
        Client one = Client.of(world, "one").asksFor(world.name("mine"));
        Client.of(world, "two").asksFor(world.name("yours"));

        assertThatThrownBy(() -> one.login().to(world.name("yours")).connect())
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void otherRolesAreFollowedWithTheSameLogin(World world) {
        Client owner = Client.of(world, "owner").asksFor(world.name("roles"));
        owner.login().execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        Client client = Client.of(world, "reader").asksFor(world.name("roles"), "extra-user-roles", "charmed_read");
        Login login = client.login();
        assertThat(login.query("SELECT n FROM t")).isEqualTo("1");
        assertThatThrownBy(() -> login.execute("INSERT INTO t VALUES (2)")).hasMessageContaining("permission denied");

        client.asks(Map.of("extra-user-roles", "charmed_read,charmed_dml"));
        login.execute("INSERT INTO t VALUES (2)");
        assertThatThrownBy(() -> login.execute("ALTER TABLE t ADD m int")).hasMessageContaining("must be owner");

        client.asks(Map.of("extra-user-roles", ""));
        login.execute("ALTER TABLE t ADD m int");

        assertThat(client.login()).isEqualTo(login);
    }

    @Test
    void anotherDatabaseIsFollowedInOneCommit(World world) throws SQLException {
        Client client = Client.of(world, "mover").asksFor(world.name("before"));
        Login before = client.login();
        try (Connection session = before.connect()) {
            client.asks(Map.of("database", world.name("after")));

            assertThatThrownBy(() -> Login.query(session, "SELECT 1")).isInstanceOf(Login.Refused.class);
        }
        Login after = client.login();

        assertThat(after).isEqualTo(before.to(world.name("after")));
        after.execute("CREATE TABLE t ()");
        assertThatThrownBy(before::connect).hasMessageContaining("permission denied for database");
        assertThat(world.model().history().stream()
                        .filter(run -> run.toolNames().contains("secret-set")))
                .singleElement()
                .satisfies(run -> assertThat(run.toolNames()).contains("relation-set"));
    }

    @Test
    void aRevisionThatNobodyReadsAnyMoreIsRemoved(World world) {
        Client client = Client.of(world, "rereader").asksFor(world.name("one"));
        client.login();
        client.asks(Map.of("database", world.name("two")));
        assertThat(userSecret(client, world).revisions()).hasSize(2);

        client.login();
        world.settle();

        assertThat(world.runs("secret-remove")).hasSize(1);
        assertThat(userSecret(client, world).revisions()).containsOnlyKeys(2);
        assertThat(client.login().query("SELECT current_database()")).isEqualTo(world.name("two"));
    }

    private static StoredSecret userSecret(Client client, World world) {
        String uri = client.databag().getOrDefault("secret-user", "");
        return world.ownSecrets().stream()
                .filter(secret -> uri.endsWith(secret.id()))
                .findFirst()
                .orElseThrow();
    }
}
