package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pgcharm.scenarios.IntegratorModel.CLIENT;
import static pgcharm.scenarios.IntegratorModel.NOT_SERVED;
import static pgcharm.scenarios.IntegratorModel.PROVIDER;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.run.ActionResult;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// data-integrator with this project's provider and a server: each is proved by connecting.
final class DataIntegratorScenarios {
    @TempDir
    private static Path serverDirectory;

    private static EmbeddedServer server;

    @TempDir
    private Path directory;

    private IntegratorModel model;

    @BeforeAll
    static void startServer() {
        PostgresArchive newest = PostgresArchive.onClassPath().getFirst();
        server = EmbeddedServer.start(serverDirectory, newest, Path.of("target/postgresql"), List.of());
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @BeforeEach
    void openModel() {
        model = IntegratorModel.in(directory.resolve("model"));
    }

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void givesTheNameAndPasswordOfTheOperatorsSecret() throws SQLException {
        model.deployProvider(server);
        String secret = model.model().addSecret("wanted", Map.of("mylogin", "my:pass\\w'ord"));
        model.deployClient(Map.of("database-name", "mydbname", "requested-entities-secret", secret.substring(7)));
        model.model().grantSecret(secret, CLIENT);
        model.model().integrate(PROVIDER, CLIENT);
        model.settle();

        Map<String, String> credentials = model.credentials(Map.of());
        assertThat(credentials)
                .containsEntry("database", "mydbname")
                .containsEntry("username", "mylogin")
                .containsEntry("password", "my:pass\\w'ord")
                .containsEntry("endpoints", server.endpoint())
                .containsKeys("uris", "version", "tls")
                .doesNotContainKeys("data", "follows-changes");
        assertThat(model.credentials(Map.of("data", true))).containsKey("data");
        assertThat(model.query("SELECT session_user || ' as ' || current_user"))
                .isEqualTo("mylogin as charmed_mydbname_owner");
        assertThat(model.ownSecrets()).as("the provider has read it").isEmpty();
        assertThat(model.status()).isEqualTo("active ");
    }

    @Test
    void asksOnceALateGrantCanBeSeen() throws SQLException {
        model.deployProvider(server);
        String secret = model.model().addSecret("wanted", Map.of("late", "None"));
        model.deployClient(Map.of("database-name", "latedb", "requested-entities-secret", secret));
        int relation = model.model().integrate(PROVIDER, CLIENT);
        model.settle();
        assertThat(model.status()).isEqualTo("blocked Unable to access requested-entities-secret");
        assertThat(model.model().databag(relation, CLIENT)).doesNotContainKey("database");

        model.model().grantSecret(secret, CLIENT);
        ActionResult early = model.model().run(CLIENT + "/leader", "get-credentials", Map.of());
        assertThat(early.message()).isEqualTo("The action can be run only after relation is created.");
        assertThat(early.results()).containsEntry("ok", "False");
        assertThat(early.log()).containsExactly(PROVIDER + " has not answered yet: run this again in a moment");
        model.settle();

        assertThat(model.query("SELECT session_user")).isEqualTo("late");
    }

    @Test
    void followsAnotherDatabaseWhereTheProviderDoes() throws SQLException {
        model.deployProvider(server);
        model.deployClient(Map.of("database-name", "first"));
        model.model().integrate(PROVIDER, CLIENT);
        model.settle();
        assertThat(model.query("SELECT current_database()")).isEqualTo("first");

        model.configure("database-name", "second");
        assertThat(model.query("SELECT current_database()")).isEqualTo("second");

        model.configure("extra-user-roles", "superuser");
        assertThat(model.status()).startsWith("blocked postgresql-k8s: role not allowed: \"superuser\" — ");
        model.configure("extra-user-roles", "charmed_read");
        assertThat(model.status()).isEqualTo("active ");
    }

    @Test
    void givesAnotherLoginAfterTheRelationWasMadeAgain() throws SQLException {
        model.deployProvider(server);
        model.deployClient(Map.of("database-name", "again"));
        int relation = model.model().integrate(PROVIDER, CLIENT);
        model.settle();
        String old = model.jdbcUrl();

        model.model().removeRelation(relation);
        model.settle();
        assertThat(model.status()).isEqualTo("blocked " + NOT_SERVED);
        assertThatThrownBy(() -> DriverManager.getConnection(old)).hasMessageContaining("authentication failed");

        model.model().integrate(PROVIDER, CLIENT);
        model.settle();
        assertThat(model.jdbcUrl()).isNotEqualTo(old);
        assertThat(model.query("SELECT current_user")).isEqualTo("charmed_again_owner");
    }
}
