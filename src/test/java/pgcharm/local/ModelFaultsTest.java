package pgcharm.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.run.Crash;
import pgcharm.local.run.HookRun;

final class ModelFaultsTest {
    @TempDir
    private Path directory;

    private TestCharm keeper;
    private TestCharm asker;

    @BeforeEach
    void makeCharms() throws IOException {
        keeper = TestCharm.of("keeper", directory);
        asker = TestCharm.of("asker", directory);
    }

    @Test
    void killsACharmAfterTheWantedCall() throws IOException {
        keeper.on("update-status", """
            state-set a=1
            state-set b=2
            state-set c=3
            """);
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.settle();
            model.killNext("keeper/0", new Crash("update-status", "", 2));
            model.fire("keeper/0", "update-status");
            assertThat(model.settle().errors()).containsOnlyKeys("keeper/0");
            assertThat(last(model, "keeper/0").calls()).hasSize(2);
            assertThat(last(model, "keeper/0").killed()).isEqualTo("after call 2 (state-set)");
            assertThat(model.state().unit("keeper/0").state()).isEmpty();
            model.resolved("keeper/0", true);
            assertThat(model.state().unit("keeper/0").state()).hasSize(3);
        }
    }

    @Test
    void failsTheCommitOnRequest() throws IOException {
        keeper.on("update-status", "state-set a=1");
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.settle();
            model.failCommitNext("keeper/0", "connection is shut down");
            model.fire("keeper/0", "update-status");
            assertThat(model.settle().errors()).containsOnlyKeys("keeper/0");
            assertThat(last(model, "keeper/0").commitError()).isEqualTo("connection is shut down");
        }
    }

    @Test
    void keepsNothingOfAFailedHookButItsStatus() throws IOException {
        keeper.on("store-relation-created", """
            relation-set --app given=up
            secret-add --label lost token=abc
            status-set blocked trouble
            exit 7
            """);
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.deploy(Deployment.of("asker", asker.directory()));
            int relation = model.integrate("asker", "keeper");
            assertThat(model.settle().errors()).containsOnly(Map.entry("keeper/0", "store-relation-created"));
            assertThat(model.databag(relation, "keeper")).isEmpty();
            assertThat(model.state().secrets()).isEmpty();
            assertThat(model.state().unit("keeper/0").status().message()).isEqualTo("trouble");
            assertThat(last(model, "keeper/0").exit()).isEqualTo(7);
            model.resolved("keeper/0", false);
            assertThat(model.settle().errors()).isEmpty();
        }
    }

    private Model open() {
        return Model.open(directory.resolve("model"));
    }

    private static HookRun last(Model model, String unit) {
        return model.history().stream()
                .filter(run -> run.unit().equals(unit))
                .toList()
                .getLast();
    }
}
