package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.InJuju.Unattached;
import pgcharm.scenarios.SqlProxy.End;

/// The way to the server breaks while a hook is at work: it ends well and soon, says what is the matter, publishes
/// nothing, harms nobody, and the next hook goes on.
@ExtendWith(InJuju.class)
@Execution(ExecutionMode.SAME_THREAD)
final class ServerFaultScenarios {
    /// A hook that hangs keeps all others waiting who work on its server.
    private static final EmbeddedServer SERVER = Servers.start("faults", InJuju.LOGGING);

    /// What a hook may wait, and the start of the JVM on a machine that has other things to do.
    private static final Duration LONGEST = Duration.ofSeconds(15).plusSeconds(10);

    /// A world whose server is reached through a proxy, with a client that is served.
    ///
    /// @param answers that the server gave on the way
    private record Scene(World world, SqlProxy proxy, Client served, Login login, List<String> answers) {
        static Scene set(World world, SqlProxy proxy) {
            world.attach(proxy);
            world.settle();
            Client served = Client.of(world, "served");
            world.settle();
            proxy.watch();
            served.asksFor(world.name("before"));
            List<String> answers = proxy.answers();
            assertThat(answers).contains("login", "COMMIT", "CREATE DATABASE");
            return new Scene(world, proxy, served, served.login(), answers);
        }

        void failsAndHeals(End how, int n) {
            heals(fails(how, n));
        }

        /// A new client asks for a database; the connection ends in that way in place of the `n`th answer.
        Client fails(End how, int n) {
            Client client = Client.of(world, "client" + n);
            world.settle();
            proxy.end(how, n);
            Instant start = Instant.now();
            client.asksFor(database(client));
            assertThat(Duration.between(start, Instant.now())).isLessThan(LONGEST);
            assertThat(proxy.answers()).as("answers before the end").hasSize(n);
            proxy.watch();
            assertThat(world.status().toString())
                    .startsWith("waiting: cannot use PostgreSQL at " + proxy.endpoint() + ": ")
                    .contains("juju run " + World.PROVIDER + "/leader reconcile")
                    .doesNotContain("Exception");
            assertThat(world.applicationStatus()).isEqualTo(world.status());
            assertThat(world.lastRun().stderr()).isEmpty();
            assertThat(client.databag()).isEmpty();
            return client;
        }

        /// The next hook serves it, and nothing has happened to the one that was served before.
        void heals(Client client) {
            world.updateStatus();
            assertThat(client.login().query("SELECT current_database()")).isEqualTo(database(client));
            assertThat(world.status()).hasToString("active: ");
            assertThat(world.applicationStatus()).hasToString("active: ");
            assertThat(served.login()).isEqualTo(login);
            assertThat(login.query("SELECT 1")).isEqualTo("1");
        }

        private String database(Client client) {
            return world.name("of_" + client.application());
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aConnectionThatIsResetIsHealedByTheNextHookWhereverItWas(@Unattached World world) {
        try (SqlProxy proxy = SqlProxy.of(SERVER)) {
            Scene scene = Scene.set(world.on(SERVER), proxy);
            int committed = scene.answers().indexOf("COMMIT") + 1;
            for (int n : List.of(1, 2, committed - 1, committed, scene.answers().size())) {
                scene.failsAndHeals(End.RESET, n);
            }
        }
    }

    @Test
    void nothingThatHangsKeepsAHookLongerThan15Seconds(@Unattached World first, @Unattached World second, World third)
            throws Exception {
        Client waiting = Client.of(third, "waiting");
        third.settle();
        try (SqlProxy deaf = SqlProxy.of(SERVER);
                SqlProxy slow = SqlProxy.of(SERVER);
                HookToolFault _ = HookToolFault.in(third, "relation-get", HookToolFault.Kind.HANGS)) {
            Scene login = Scene.set(first.on(SERVER), deaf);
            Scene statement = Scene.set(second.on(SERVER), slow);
            waiting.writes(Map.of("database", third.name("data")));
            try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Client> ofLogin = atOnce.submit(() -> login.fails(End.SILENCE, 1));
                Future<Client> ofStatement = atOnce.submit(() -> statement.fails(End.SILENCE, 5));
                Future<Map<String, String>> ofTool = atOnce.submit(third.model()::settle);
                statement.heals(ofStatement.get());
                login.heals(ofLogin.get());
                assertThat(ofTool.get()).containsOnlyKeys(World.UNIT);
            }
            assertThat(third.lastRun().stderr()).isEqualTo("ERROR relation-get did not end within 15 s\n");
            statement.failsAndHeals(End.SILENCE, statement.answers().size());
        }
        third.model().resolved(World.UNIT, true);
        third.settle();
        assertThat(waiting.isServed()).isTrue();
    }

    @Test
    void aFullDatabaseIsTheTroubleOfThoseWhoWantItOnly(World world) {
        Client first = Client.of(world, "first").asksFor(world.name("full"));
        Login login = first.login();
        world.superuser("postgres").execute("ALTER DATABASE " + world.name("full") + " CONNECTION LIMIT 0");
        Client second = Client.of(world, "second").asksFor(world.name("full"));
        Client neighbour = Client.of(world, "neighbour").asksFor(world.name("other"));

        assertThat(second.refusal().message()).contains("too many connections for database");
        assertThat(second.refusal().resolution()).contains("CONNECTION LIMIT", "reconcile");
        assertThat(neighbour.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
        assertThat(first.login()).isEqualTo(login);

        world.superuser("postgres").execute("ALTER DATABASE " + world.name("full") + " CONNECTION LIMIT -1");
        world.updateStatus();

        assertThat(second.login().query("SELECT 1")).isEqualTo("1");
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aPasswordThatSomebodyChangedIsSetRightByReconcile(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        world.superuser("postgres").execute("ALTER ROLE " + login.username() + " PASSWORD 'changed'");

        world.ran("reconcile", Map.of());

        assertThat(client.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    /// A clock that was off when a login was made, or is off now.
    @Test
    void theClockDecidesNothing(World world) {
        Client client = Client.of(world, "client").asksFor(world.name("data"));
        Login login = client.login();
        for (String since : List.of("1970-01-01T00:00:00Z", "2999-12-31T23:59:59Z")) {
            Login superuser = world.superuser("postgres");
            superuser.execute("""
                    DO $$ BEGIN EXECUTE format('COMMENT ON ROLE %1$I IS %2$L', '%1$s', regexp_replace(
                      shobj_description('%1$s'::regrole, 'pg_authid'), '"since":"[^"]*"', '"since":"%2$s"'));
                    END $$
                    """.replace("%1$s", login.username()).replace("%2$s", since));
            world.updateStatus();
            world.ran("reconcile", Map.of());
            assertThat(world.ran("list-access", Map.of()).results().toString()).contains(since);
            assertThat(world.lastRun().toolNames()).doesNotContain("relation-set", "secret-set", "secret-add");
            assertThat(client.login()).isEqualTo(login);
            assertThat(login.query("SELECT 1")).isEqualTo("1");
        }
        client.leaves();
        assertThat(world.ownSecrets()).isEmpty();
    }
}
