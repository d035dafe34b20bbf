package pgcharm.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.local.TestCharm;

final class JujuLocalTest {
    @TempDir
    private Path directory;

    private record Result(int exit, String out, String err) {}

    @BeforeEach
    void makeCharms() throws IOException {
        TestCharm.of("keeper", directory)
                .on("start", """
                    echo starting
                    juju-log -l WARNING "take care"
                    status-set active ready
                    application-version-set 7
                    """)
                .on("greet", """
                    if [[ $(action-get times) = 0 ]]; then
                        action-fail "nothing to say"
                    fi
                    action-set keeper.text="hello $(action-get name)"
                    """)
                .on("update-status", "[[ -e $JUJU_CHARM_DIR/healed ]]");
        TestCharm.of("asker", directory)
                .on("store-relation-changed", "status-set active \"$(relation-get greeting keeper/0)\"");
    }

    @Test
    void deploysIntegratesAndShows() {
        assertThat(juju("deploy", keeper(), "store", "--config", "size=3", "--trust", "--channel", "16/edge")
                        .exit())
                .isZero();
        juju("deploy", asker());
        assertThat(juju("relate", "asker", "store")).isEqualTo(new Result(0, "", ""));
        assertThat(juju("status", "--relations").out())
                .contains("App    Version  Status  Scale  Charm   Channel  Rev  Address", "store  7        active")
                .contains(
                        "store/0*  active    idle   10.1.0.", "store:store           asker:store  kv         regular");
        assertThat(juju("status", "--format", "json").out()).contains("\"current\":\"active\",\"message\":\"ready\"");
        assertThat(juju("show-unit", "asker/0").out()).contains("    related-units:\n      store/0:\n");
        assertThat(juju("config", "store", "size").out()).isEqualTo("3\n");
        juju("config", "store", "--reset", "size");
        assertThat(juju("config", "store").out())
                .contains("  size:\n    default: 1\n    description: How much\n    source: default\n");
        assertThat(juju("remove-relation", "asker", "store").exit()).isZero();
        assertThat(juju("status", "--relations").out()).doesNotContain("regular");
    }

    @Test
    void runsActionsAsJujuPrintsThem() {
        juju("deploy", keeper());
        Result result = juju("run", "keeper/leader", "greet", "times=3", "name=you");
        assertThat(result).isEqualTo(new Result(0, "keeper:\n  text: hello you\n", """
            Running operation 1 with 1 task
              - task 2 on unit-keeper-0

            """));
        assertThat(juju("run", "keeper/0", "greet", "times=3", "--format", "json")
                        .out())
                .startsWith("{\"keeper/0\":{\"id\":\"4\",\"results\":{\"keeper\":{\"text\":\"hello"
                        + " nobody\"},\"return-code\":0},\"status\":\"completed\"");
        assertThat(juju("run", "keeper/0", "greet", "times=0"))
                .matches(failed -> failed.exit() == 1)
                .extracting(Result::out)
                .isEqualTo("Action id 6 failed: nothing to say\nkeeper:\n  text: hello nobody\n");
        assertThat(juju("run", "keeper/0", "greet", "times=many").err())
                .contains("ERROR validation failed: (root).times : must be of type integer");
    }

    @Test
    void keepsSecrets() {
        juju("deploy", keeper());
        String uri = juju("add-secret", "mine", "token=one").out().strip();
        assertThat(uri).matches("secret:[0-9a-z]{20}");
        String id = uri.substring("secret:".length());
        assertThat(juju("grant-secret", id, "keeper").exit()).isZero();
        assertThat(juju("update-secret", "mine", "token=two").exit()).isZero();
        assertThat(juju("show-secret", uri, "--reveal").out())
                .isEqualTo(id + ":\n  revision: 2\n  owner: <model>\n  name: mine\n  content:\n    token: two\n");
        assertThat(juju("show-secret", "mine").out()).doesNotContain("two");
        assertThat(juju("secrets").out()).contains(id + "  mine  <model>");
        assertThat(juju("revoke-secret", "mine", "keeper").exit()).isZero();
        assertThat(juju("remove-secret", "mine").exit()).isZero();
        assertThat(juju("show-secret", "mine")).isEqualTo(new Result(1, "", "ERROR secret \"mine\" not found\n"));
    }

    @Test
    void showsTheLog() {
        juju("deploy", keeper());
        assertThat(juju("debug-log", "--replay", "--include", "keeper/0").out())
                .containsPattern("unit-keeper-0: [0-9:]{8} WARNING unit\\.keeper/0\\.juju-log take care\n")
                .containsPattern("unit-keeper-0: [0-9:]{8} DEBUG unit\\.keeper/0\\.start starting\n");
        assertThat(juju("debug-log", "-l", "WARNING", "-n", "1").out().lines()).hasSize(1);
    }

    @Test
    void tellsOfAFailedHookAndHealsIt() throws IOException {
        juju("deploy", keeper());
        Result failed = juju("fire", "keeper/0", "update-status");
        assertThat(failed.err())
                .isEqualTo("keeper/0: hook failed: \"update-status\" (exit code 1); see juju-local debug-log\n");
        assertThat(juju("status").out()).contains("error", "hook failed: \"update-status\"");
        Files.createFile(directory.resolve("model/agents/unit-keeper-0/charm/healed"));
        assertThat(juju("resolved", "keeper/0")).isEqualTo(new Result(0, "", ""));
        assertThat(juju("status").out()).doesNotContain("error");
    }

    @Test
    void addsAndRemovesUnitsAndApplications() {
        juju("deploy", keeper(), "-n", "2");
        juju("add-unit", "keeper");
        assertThat(juju("status").out()).contains("keeper/0*", "keeper/1", "keeper/2");
        juju("lead", "keeper/1");
        juju("remove-unit", "keeper", "--num-units", "1", "--no-prompt");
        assertThat(juju("status").out()).contains("keeper/1*").doesNotContain("keeper/2");
        juju("refresh", "keeper");
        juju("remove-application", "keeper", "--no-prompt");
        assertThat(juju("status").out()).contains("Model \"local\" is empty.");
    }

    @Test
    void destroysTheModelWhenAskedTwice() {
        juju("deploy", keeper());
        assertThat(juju("destroy-model").exit()).isEqualTo(1);
        assertThat(juju("destroy-model", "--no-prompt").exit()).isZero();
        assertThat(directory.resolve("model")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                /* words | message */
                "deplyo | ERROR \"deplyo\" is not a juju-local command (see juju-local --help)",
                "deploy --nonsense x | ERROR Unknown option: '--nonsense' (see juju-local deploy --help)",
                "deploy | ERROR Missing required parameter: '<charm>' (see juju-local deploy --help)",
                "run keeper/0 | ERROR no action specified (see juju-local run --help)",
                "run keeper x | ERROR no unit specified (see juju-local run --help)",
                "add-secret s | ERROR missing secret value or filename (see juju-local add-secret --help)",
                "add-secret s word | ERROR expected \"key=value\", got \"word\" (see juju-local add-secret --help)",
            })
    void answersMisuseInOneLine(String words, String message) {
        assertThat(juju(words.split(" "))).isEqualTo(new Result(2, "", message + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                /* words | message */
                "integrate a b | ERROR application \"a\" not found",
                "deploy ./nowhere.charm | ERROR no charm was found at \"./nowhere.charm\"",
                "config nobody | ERROR application \"nobody\" not found",
                "remove-unit nobody/0 | ERROR unit \"nobody/0\" not found",
                "grant-secret nothing app | ERROR secret \"nothing\" not found",
            })
    void answersWhatCannotBeInOneLine(String words, String message) {
        assertThat(juju(words.split(" "))).isEqualTo(new Result(1, "", message + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help deploy", "deploy --help", "run -h"})
    void helps(String words) {
        assertThat(juju(words.split(" ")))
                .matches(result -> result.exit() == 0 && result.out().length() > 200);
    }

    private String keeper() {
        return directory.resolve("charm-keeper").toString();
    }

    private String asker() {
        return directory.resolve("charm-asker").toString();
    }

    /// Without what the program says about its progress.
    private Result juju(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("JUJU_LOCAL", directory.resolve("model").toString()),
                directory);
        int exit = JujuLocal.run(List.of(words), terminal);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
