package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.local.Deployment;

/// The how-to, lived through with a client that runs.
@ExtendWith(InJuju.class)
final class HowToScenarios {
    private static final String CLIENT = "data-integrator";

    @ParameterizedTest(name = "credentials in secrets: {0}")
    @ValueSource(booleans = {true, false})
    void aClientGetsADatabaseThatWorks(boolean secrets, World world) {
        String database = world.name("howto");
        world.model().deploy(integrator(database).withConfig("use-secrets", secrets));
        world.model().integrate(CLIENT, World.PROVIDER);
        world.settle();

        Login login = credentials(world);

        assertThat(login.query("SELECT current_user, current_database()"))
                .isEqualTo("charmed_" + database + "_owner " + database);
        login.execute("CREATE TABLE numbers (n int)", "INSERT INTO numbers VALUES (7)");
        assertThat(login.query("SELECT n FROM numbers")).isEqualTo("7");
    }

    @Test
    void aClientGetsTheNameAndThePasswordItAskedFor(World world) {
        String user = world.name("mylogin");
        String secret = world.model().addSecret("wanted", Map.of(user, "my pass/word"));
        world.model().deploy(integrator(world.name("named")).withConfig("requested-entities-secret", secret));
        world.model().grantSecret(secret, CLIENT);
        world.model().integrate(CLIENT, World.PROVIDER);
        world.settle();

        Login login = credentials(world);

        assertThat(login.username()).isEqualTo(user);
        assertThat(login.password()).isEqualTo("my pass/word");
        assertThat(login.query("SELECT session_user")).isEqualTo(user);
    }

    @Test
    void aRemovedClientIsLockedOutAndFindsItsRowsWhenItComesBack(World world) {
        String database = world.name("kept");
        world.model().deploy(integrator(database));
        int relation = world.model().integrate(CLIENT, World.PROVIDER);
        world.settle();
        Login first = credentials(world);
        first.execute("CREATE TABLE rows (n int)", "INSERT INTO rows VALUES (42)");

        world.model().removeRelation(relation);
        world.settle();

        assertThatThrownBy(() -> first.query("SELECT 1")).hasMessageContaining("password authentication failed");
        assertThat(world.ownSecrets()).isEmpty();

        world.model().integrate(CLIENT, World.PROVIDER);
        world.settle();
        Login second = credentials(world);

        assertThat(second.username()).isNotEqualTo(first.username());
        assertThat(second.password()).isNotEqualTo(first.password());
        assertThat(second.query("SELECT n FROM rows")).isEqualTo("42");
        second.execute("ALTER TABLE rows ADD note text", "DROP TABLE rows");
    }

    private static Deployment integrator(String database) {
        return Deployment.of(CLIENT, PackedCharms.INTEGRATOR).withConfig("database-name", database);
    }

    private static Login credentials(World world) {
        ActionOutcome outcome = world.model().run(CLIENT + "/leader", "get-credentials", Map.of());
        assertThat(outcome.completed()).as(outcome::toString).isTrue();
        Login login = Login.of(outcome.result("postgresql.uris"));
        assertThat(login.username()).isEqualTo(outcome.result("postgresql.username"));
        assertThat(login.password()).isEqualTo(outcome.result("postgresql.password"));
        return login;
    }
}
