package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.InJuju.Unattached;

/// Two units that both think they lead, each with a view of Juju of its own: one model, copied, so that neither sees
/// what the other one writes. In the end only one of the views is Juju's.
@ExtendWith(InJuju.class)
final class TwoLeadersScenarios {
    @TempDir
    private Path directory;

    @Test
    void makeOneLoginAndTheNextSweepOfTheTrueOneIsRight(@Unattached World world) throws Exception {
        Assumptions.assumeTrue(world.model() instanceof LocalModel, "another program's model cannot be copied");
        Path first = ((LocalModel) world.model()).model().directory();
        world.attach();
        world.settle();
        Client client = Client.of(world, "client");
        Client leaving = Client.of(world, "leaving").asksFor(world.name("left"));
        client.writes(
                Map.of("database", world.name("data"), "requested-secrets", "[\"username\", \"password\", \"uris\"]"));
        world.model().removeRelation(leaving.relation());
        world.model().close();
        try (World one = opened(first, world.server());
                World other = opened(copy(first), world.server())) {
            try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Map<String, String>>> hooks =
                        List.of(atOnce.submit(one.model()::settle), atOnce.submit(other.model()::settle));
                for (Future<Map<String, String>> done : hooks) {
                    assertThat(done.get()).isEmpty();
                }
            }
            for (World truth : List.of(one, other)) {
                truth.ran("reconcile", Map.of());
                Login login = new Client(truth, client.application(), client.relation()).login();
                assertThat(login.query("SELECT session_user")).isEqualTo(login.username());
                assertThat(truth.ownSecrets()).hasSize(1);
                assertThat(truth.superuser("postgres")
                                .query("SELECT r.rolname FROM pg_roles r JOIN pg_shdescription d ON d.objoid = r.oid"
                                        + " WHERE d.description LIKE '%"
                                        + truth.model().uuid()
                                        + "%\"kind\":\"login\"%'"))
                        .isEqualTo(login.username());
            }
        }
    }

    private Path copy(Path model) throws IOException, InterruptedException {
        Path copy = directory.resolve("copy");
        List<String> command = List.of("cp", "-a", model.toString(), copy.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return copy;
    }

    private static World opened(Path directory, EmbeddedServer server) {
        return new World(LocalModel.in(directory), server);
    }
}
