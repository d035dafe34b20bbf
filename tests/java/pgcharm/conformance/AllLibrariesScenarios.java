package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.Deployment;
import pgcharm.scenarios.ActionOutcome;
import pgcharm.scenarios.InJuju;
import pgcharm.scenarios.Login;
import pgcharm.scenarios.PackedCharms;
import pgcharm.scenarios.World;

@ExtendWith({PythonClients.class, InJuju.class})
final class AllLibrariesScenarios {
    @Test
    void clientsOfEveryVersionWorkAtOnceOnOneDatabase(World world) {
        String database = world.name("shared");
        PythonClient v0 = PythonClient.ofV0(world, Map.of("database-name", database));
        PythonClient v1 = PythonClient.ofV1(world, "[{\"resource\": \"" + database + "\"}]");
        PythonClient legacy = PythonClient.ofPgsql(world, Map.of("database", database));
        world.model()
                .deploy(Deployment.of("data-integrator", PackedCharms.unpacked(PackedCharms.packed("data-integrator")))
                        .withConfig("database-name", database));
        world.model().integrate("data-integrator", World.PROVIDER);
        world.model().integrate(v0.application(), World.PROVIDER + ":database");
        int requests = world.model().integrate(v1.application(), World.PROVIDER + ":database");
        world.model().integrate(legacy.application(), World.PROVIDER + ":db");
        world.settle();

        Map<String, Object> resource = Map.of("resource", database);
        String write = "INSERT INTO visits VALUES (session_user); SELECT count(*)::text FROM visits";
        v0.query("CREATE TABLE visits (who text); SELECT 1");
        assertThat(v0.query(write)).isEqualTo("1");
        assertThat(v1.query(write, resource)).isEqualTo("2");
        assertThat(legacy.query(write)).isEqualTo("3");
        Login person = person(world);
        person.execute("INSERT INTO visits VALUES (session_user)");
        assertThat(person.query("SELECT count(DISTINCT who) FROM visits")).isEqualTo("4");

        v1.leave(requests);

        assertThat(v1.failure(resource)).isEqualTo("nothing was given for " + database);
        assertThat(List.of(v0.query("SELECT count(*)::text FROM visits"), legacy.query(write)))
                .containsExactly("4", "5");
        assertThat(person.query("SELECT count(*) FROM visits")).isEqualTo("5");
    }

    private static Login person(World world) {
        ActionOutcome outcome = world.model().run("data-integrator/leader", "get-credentials", Map.of());
        assertThat(outcome.completed()).as(outcome::toString).isTrue();
        return Login.of(outcome.result("postgresql.uris"));
    }
}
