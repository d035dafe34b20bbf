package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.juju.HookToolException.Kind;

/// A hook tool that ends well and prints what Juju never does. Nothing of it may be taken for an answer: an empty list
/// of relations, for one, would take every login away.
final class NonsenseTest {
    private static final RelationId RELATION = RelationId.of("database:1");

    @TempDir
    private Path directory;

    static Stream<Arguments> readings() {
        return Stream.<Map.Entry<String, Consumer<HookTools>>>of(
                        Map.entry("is-leader", HookTools::isLeader),
                        Map.entry("config-get", HookTools::config),
                        Map.entry("relation-ids", tools -> tools.relations("database")),
                        Map.entry("relation-list", tools -> tools.remoteApplication(RELATION)),
                        Map.entry("relation-list", tools -> tools.remoteUnits(RELATION)),
                        Map.entry("relation-get", tools -> tools.databag(RELATION, "client")),
                        Map.entry("relation-get", tools -> tools.unitDatabag(RELATION, "client/0")),
                        Map.entry("secret-get", tools -> tools.secrets().latest("secret:a")),
                        Map.entry("secret-get", tools -> tools.secrets().own("secret:a")),
                        Map.entry("secret-info-get", tools -> tools.secrets().find("label")),
                        Map.entry("secret-info-get", tools -> tools.secrets().isOwn("secret:a")),
                        Map.entry("secret-add", tools -> tools.secrets().add("label", Map.of("key", "value"))),
                        Map.entry("action-get", HookTools::actionParameters))
                .flatMap(reading -> Stream.of("", "\n", "{]", "no such thing!", "17", "[[", "\u0000\uFFFD", "<html>")
                        .map(printed -> Arguments.of(reading.getKey(), printed, reading.getValue())));
    }

    @ParameterizedTest(name = "{0} prints \"{1}\"")
    @MethodSource("readings")
    void isNoAnswer(String tool, String printed, Consumer<HookTools> reading) {
        HookTools tools = new HookTools(argv -> new ToolRunner.Result(0, printed, ""), directory);
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> reading.accept(tools))
                .withMessageStartingWith("cannot read what " + tool + " printed: ")
                .extracting(HookToolException::kind)
                .isEqualTo(Kind.FAILED);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isNoListOfRelations(String printed) {
        HookTools tools = new HookTools(argv -> new ToolRunner.Result(0, printed, ""), directory);
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> tools.relations("database"));
    }

    static List<String> shapes() {
        return List.of("{}", "null", "{\"database:1\": {}}", "\"database:1\"", "[\"nonsense\"]", "[1]", "[null]");
    }
}
