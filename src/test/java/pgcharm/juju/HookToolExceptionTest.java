package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.juju.HookToolException.Kind;

final class HookToolExceptionTest {
    static Stream<Arguments> words() {
        return Stream.of(
                /* { tool, exit code, stderr as recorded, kind } */
                words(
                        "relation-get",
                        2,
                        "invalid value \"db:99\" for option -r: relation not found",
                        Kind.RELATION_GONE),
                words(
                        "secret-grant",
                        2,
                        "invalid value \"db:99\" for option -r: relation not found",
                        Kind.RELATION_GONE),
                words("relation-get", 1, "permission denied", Kind.NOT_ALLOWED),
                words("secret-get", 1, "permission denied", Kind.NOT_ALLOWED),
                words("relation-set", 1, "cannot write relation settings", Kind.NOT_LEADER),
                words("secret-add", 1, "this unit is not the leader", Kind.NOT_LEADER),
                words("status-set", 1, "this unit is not the leader", Kind.NOT_LEADER),
                words("secret-get", 1, "secret \"secret:c000000000000000000g\" not found", Kind.SECRET_MISSING),
                words("secret-get", 2, "secret URI \"nonsense\" not valid", Kind.SECRET_MISSING),
                words("secret-info-get", 1, "secret \"nosuch\" not found", Kind.SECRET_MISSING),
                words("secret-add", 2, "key \"ab\" not valid", Kind.FAILED),
                words("relation-get", 2, "invalid value \"x\" for option -r: invalid relation id", Kind.FAILED),
                words("status-set", 2, "option provided but not defined: -x", Kind.FAILED),
                words("action-get", 1, "not running an action", Kind.FAILED));
    }

    private static Arguments words(String tool, int exit, String words, Kind kind) {
        return Arguments.of(tool, exit, words, kind);
    }

    @ParameterizedTest
    @MethodSource("words")
    void theWordsOfTheToolTellTheKind(String tool, int exit, String words, Kind kind) throws IOException {
        assertThat(recordings()).contains(words.replace("\"", "\\\""));
        HookToolException failure = HookToolException.of(tool, exit, "ERROR " + words + "\n");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage(tool + " failed with exit code " + exit + ": " + words);
    }

    private static String recordings() throws IOException {
        try (InputStream recordings = Objects.requireNonNull(
                HookToolExceptionTest.class.getResourceAsStream("/hook-tools/hook-tools.jsonl"))) {
            return new String(recordings.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
