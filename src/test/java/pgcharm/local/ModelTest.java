package pgcharm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Secret;
import pgcharm.local.model.Unit;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.HookRun;

final class ModelTest {
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
    void runsTheHooksOfAnInstallationInJujusOrder() {
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()).withUnits(2));
            model.settle();
            assertThat(names(model, "keeper/0"))
                    .containsExactly(
                            "install",
                            "mates-relation-created",
                            "leader-elected",
                            "config-changed",
                            "start",
                            "mates-relation-joined",
                            "mates-relation-changed");
            assertThat(names(model, "keeper/1"))
                    .containsExactly(
                            "install",
                            "mates-relation-created",
                            "leader-settings-changed",
                            "config-changed",
                            "start",
                            "mates-relation-joined",
                            "mates-relation-changed");
        }
    }

    @Test
    void tellsTheOtherSideOfWhatWasCommitted() throws IOException {
        keeper.on("store-relation-changed", """
            name=$(relation-get -r "$JUJU_RELATION_ID" --app name "$JUJU_REMOTE_APP")
            relation-set -r "$JUJU_RELATION_ID" --app "answer=$(config-get greeting) $name"
            """);
        asker.on("store-relation-created", "relation-set --app name=asker")
                .on("store-relation-changed", "status-set active \"$(relation-get --app answer keeper)\"");
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()).withConfig("greeting", "good day"));
            model.deploy(Deployment.of("asker", asker.directory()));
            int relation = model.integrate("asker", "keeper");
            assertThat(model.settle().errors()).isEmpty();
            assertThat(model.databag(relation, "keeper")).containsEntry("answer", "good day asker");
            assertThat(model.state().unit("asker/0").status().message()).isEqualTo("good day asker");
        }
    }

    @Test
    void givesASecretToTheOneItWasGrantedTo() throws IOException {
        keeper.on("store-relation-created", """
            id=$(secret-add --label own user=me password=s3cret)
            secret-grant "$id" -r "$JUJU_RELATION_ID"
            relation-set --app "secret=$id"
            """)
                .on("store-relation-broken", "secret-remove \"$(secret-get --label own >/dev/null; secret-ids)\"");
        asker.on("store-relation-changed", """
            id=$(relation-get --app secret keeper)
            if [[ -n $id ]]; then
                status-set active "$(secret-get "$id" password)"
            fi
            """);
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.deploy(Deployment.of("asker", asker.directory()));
            model.integrate("asker", "keeper");
            assertThat(model.settle().errors()).isEmpty();
            assertThat(model.state().unit("asker/0").status().message()).isEqualTo("s3cret");
            model.removeRelation("keeper", "asker");
            assertThat(model.settle().errors()).isEmpty();
            assertThat(model.state().secrets()).isEmpty();
            assertThat(model.state().relations()).allMatch(relation -> relation.isPeer());
        }
    }

    @Test
    void firesSecretChangedAndSecretRemoveAsRevisionsComeAndGo() throws IOException {
        keeper.on("config-changed", """
            id=$(config-get token)
            if [[ -n $id ]]; then
                secret-get "$id" token
            fi
            """)
                .on("secret-changed", "status-set active \"$(secret-get \"$JUJU_SECRET_ID\" --refresh token)\"");
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            String uri = model.addSecret("mine", Map.of("token", "one"));
            model.grantSecret("mine", "keeper");
            model.configure("keeper", Map.of("token", uri), Set.of());
            assertThat(model.settle().errors()).isEmpty();
            model.updateSecret(uri, Map.of("token", "two"));
            model.settle();
            assertThat(model.state().unit("keeper/0").status().message()).isEqualTo("two");
            Secret secret = model.state().secrets().getFirst();
            assertThat(secret.revisions()).extractingByKey(1).matches(revision -> revision.obsolete());
            model.revokeSecret("mine", "keeper");
            assertThatThrownBy(() -> model.readSecret("keeper/0", uri, "", false, false))
                    .hasMessage("permission denied");
        }
    }

    @Test
    void runsActions() throws IOException {
        keeper.on("greet", """
            action-log working
            action-set greeting.text="hello $(action-get name)" greeting.times="$(action-get times)"
            echo shown
            """);
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.settle();
            ActionResult result = model.run("keeper/leader", "greet", Map.of("times", 3));
            assertThat(result.status()).isEqualTo("completed");
            assertThat(result.results())
                    .isEqualTo(Map.of(
                            "greeting",
                            Map.of("text", "hello nobody", "times", "3"),
                            "return-code",
                            0,
                            "stdout",
                            "shown\n"));
            assertThat(result.log()).containsExactly("working");
            assertThatThrownBy(() -> model.run("keeper/0", "greet", Map.of()))
                    .hasMessageContaining("\"times\" property is missing and required");
        }
    }

    @Test
    void answersToolsQuicklyAndExactly() throws IOException {
        keeper.on("update-status", """
            for i in {1..20}; do is-leader >/dev/null; done
            relation-set -r mates:0 --file - <<'END'
            {"a": "two\\nlines", "b": "Grüße 🙂"}
            END
            relation-set -r mates:0 $'c=tab\\t"quote" \\\\ %s '
            relation-get -r mates:0 nosuch nobody/0
            JUJU_CONTEXT_ID= is-leader
            is-leader | cat
            """);
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.settle();
            model.fire("keeper/0", "update-status");
            assertThat(model.settle().errors()).isEmpty();
            HookRun run = last(model, "keeper/0");
            assertThat(model.databag(0, "keeper/0"))
                    .containsEntry("a", "two\nlines")
                    .containsEntry("b", "Grüße 🙂")
                    .containsEntry("c", "tab\t\"quote\" \\ %s ");
            assertThat(run.stderr()).isEqualTo("ERROR permission denied\nERROR JUJU_CONTEXT_ID not set\n");
            assertThat(run.stdout()).isEqualTo("True\n");
        }
    }

    @Test
    void isTheSameAfterItWasClosedAndOpened() {
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.deploy(Deployment.of("asker", asker.directory()));
            model.integrate("asker", "keeper");
            model.addSecret("mine", Map.of("token", "one"));
            model.fire("keeper/0", "update-status");
        }
        try (Model model = open()) {
            assertThat(model.settle().errors()).isEmpty();
        }
        try (Model model = open()) {
            assertThat(model.settle().runs()).isEmpty();
            assertThat(model.state().relations()).hasSize(2);
            assertThatThrownBy(this::open).isInstanceOf(ModelException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void takesAUnitAndAnApplicationAway() {
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()).withUnits(2));
            model.deploy(Deployment.of("asker", asker.directory()));
            model.integrate("asker", "keeper");
            model.settle();
            model.removeUnit("keeper/0");
            model.settle();
            assertThat(names(model, "keeper/0"))
                    .endsWith("store-relation-departed", "store-relation-broken", "stop", "remove");
            assertThat(model.state().application("keeper").leader()).isEqualTo("keeper/1");
            model.removeApplication("asker");
            model.settle();
            assertThat(model.state().findApplication("asker")).isEmpty();
            assertThat(names(model, "keeper/1")).endsWith("store-relation-departed", "store-relation-broken");
        }
    }

    @Test
    void aUnitWithAWorkloadComesBackUnderItsName() {
        try (Model model = open()) {
            for (Path charm : List.of(keeper.directory(), asker.directory())) {
                String name = charm.equals(keeper.directory()) ? "keeper" : "asker";
                model.deploy(Deployment.of(name, charm).withUnits(2));
                model.settle();
                model.removeUnit(name + "/1");
                model.settle();
                model.addUnits(name, 1);
            }
            assertThat(model.state().application("keeper").units())
                    .extracting(Unit::name)
                    .containsExactly("keeper/0", "keeper/1");
            assertThat(model.state().application("asker").units())
                    .extracting(Unit::name)
                    .containsExactly("asker/0", "asker/2");
        }
    }

    @Test
    void letsGhostsStandInForTheOtherSide() {
        try (Model model = open()) {
            model.deploy(Deployment.of("keeper", keeper.directory()));
            model.deploy(Deployment.of("ghost", asker.directory()).asGhost());
            int relation = model.integrate("ghost", "keeper");
            model.settle();
            model.writeDatabag(relation, "ghost", Map.of("a", "1"));
            List<HookRun> runs = model.settle().runs();
            assertThat(runs).extracting(HookRun::name).containsExactly("store-relation-changed");
        }
    }

    private Model open() {
        return Model.open(directory.resolve("model"));
    }

    private static List<String> names(Model model, String unit) {
        return model.history().stream()
                .filter(run -> run.unit().equals(unit))
                .map(HookRun::name)
                .toList();
    }

    private static HookRun last(Model model, String unit) {
        return model.history().stream()
                .filter(run -> run.unit().equals(unit))
                .toList()
                .getLast();
    }
}
