package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.juju.HookToolException.Kind;

final class HookToolsTest {
    private static final RelationId CLIENT = RelationId.of("db:1");
    private static final RelationId GONE = RelationId.of("db:99");

    @TempDir
    private Path directory;

    @Test
    void knowsTheLeaderAndAsksOnce() {
        RecordedJuju juju = RecordedJuju.leader(directory);
        HookTools tools = juju.hookTools();
        assertThat(tools.isLeader()).isTrue();
        assertThat(tools.isLeader()).isTrue();
        assertThat(juju.calls()).hasSize(1);
        assertThat(RecordedJuju.follower(directory).hookTools().isLeader()).isFalse();
    }

    @Test
    void asksAgainWhetherItLeadsBeforeWhatCannotBeUndone() {
        AtomicLong now = new AtomicLong();
        AtomicBoolean leads = new AtomicBoolean(true);
        List<List<String>> calls = new ArrayList<>();
        ToolRunner juju = argv -> {
            calls.add(argv);
            return new ToolRunner.Result(0, leads + "\n", "");
        };
        HookTools tools = new HookTools(juju, directory, now::get);
        assertThat(tools.isLeader()).isTrue();
        leads.set(false);
        now.addAndGet(Duration.ofSeconds(14).toNanos());
        tools.requireLeadership();
        assertThat(calls).hasSize(1);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertFails(Kind.NOT_LEADER, tools::requireLeadership);
        assertThat(calls).hasSize(2);
    }

    @Test
    void readsOptionsOfEveryTypeAsTextAndAsksOnce() {
        RecordedJuju juju = RecordedJuju.leader(directory);
        HookTools tools = juju.hookTools();
        assertThat(tools.config())
                .containsExactly(
                        entry("big", "123456789012"),
                        entry("debug", "false"),
                        entry("empty", ""),
                        entry("odd", "say \"hi\" and 'ho'\nGrüße 漢字 🙂"),
                        entry("on", "true"),
                        entry("port", "8080"),
                        entry("ratio", "0.5"),
                        entry("title", "a title"),
                        entry("token", "secret:ck000001081g81800030"));
        assertThat(tools.config()).isNotEmpty();
        assertThat(juju.calls()).hasSize(1);
    }

    @Test
    void listsTheRelationsOfAnEndpoint() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        assertThat(tools.relations("db")).map(RelationId::toString).containsExactly("db:1", "db:2", "db:3");
        assertThat(tools.relations("idle")).isEmpty();
        assertThat(tools.relations("nosuch")).isEmpty();
    }

    @Test
    void namesTheRemoteApplicationEvenOfARelationWithoutUnits() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        assertThat(tools.remoteApplication(CLIENT)).isEqualTo("client");
        assertThat(tools.remoteApplication(RelationId.of("db:3"))).isEqualTo("empty");
        assertFails(Kind.RELATION_GONE, () -> tools.remoteApplication(GONE));
    }

    @Test
    void readsDatabags() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        assertThat(tools.databag(CLIENT, "client")).containsEntry("name", "kv");
        assertThat(tools.databag(CLIENT, "app")).containsEntry("n", "1");
        assertThat(tools.databag(RelationId.of("db:3"), "empty")).isEmpty();
        assertFails(Kind.RELATION_GONE, () -> tools.databag(GONE, "client"));
        assertFails(Kind.NOT_ALLOWED, () -> tools.databag(CLIENT, "nobody"));
    }

    @Test
    void onlyTheLeaderUsesTheOwnDatabag() {
        HookTools tools = RecordedJuju.follower(directory).hookTools();
        assertFails(Kind.NOT_ALLOWED, () -> tools.databag(CLIENT, "app"));
        assertFails(Kind.NOT_LEADER, () -> tools.write(CLIENT, Map.of("a", "b")));
    }

    static Stream<String> values() {
        return Stream.of(
                "plain",
                " leading and trailing ",
                "say \"hi\" and 'ho'",
                "C:\\dir\\n",
                "line 1\nline 2\r\n\ttab",
                "{a: b} # no comment & *anchor !tag % @ `",
                "007",
                "null",
                "true",
                "~",
                "Grüße 漢字 🙂",
                "\u0001\u001b\u007f\u0085\u00a0\u2028\u2029\ufeff",
                "[\"a\", {\"b\": null}]",
                "x".repeat(7000));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesAnyTextIntoADatabag(String value) {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        tools.write(CLIENT, Map.of("key", value, "other key: #", value));
        assertThat(tools.databag(CLIENT, "app")).containsEntry("key", value).containsEntry("other key: #", value);
    }

    @Test
    void writesAMegabyteIntoADatabag() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        String value = "x".repeat(1 << 20);
        tools.write(CLIENT, Map.of("key", value));
        assertThat(tools.databag(CLIENT, "app")).containsEntry("key", value);
    }

    @Test
    void anEmptyValueRemovesTheKey() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        tools.write(CLIENT, Map.of("n", "", "added", "1"));
        assertThat(tools.databag(CLIENT, "app")).doesNotContainKey("n").containsEntry("added", "1");
    }

    @Test
    void aRelationThatIsGoneIsNotWrittenTo() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        assertFails(Kind.RELATION_GONE, () -> tools.write(GONE, Map.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fine", "-x", "--x=y", "two\nlines", "Grüße"})
    void statusesAndVersionsAreAnyText(String text) {
        RecordedJuju juju = RecordedJuju.leader(directory);
        HookTools tools = juju.hookTools();
        tools.setUnitStatus(UnitStatus.waiting(text));
        tools.setApplicationStatus(UnitStatus.blocked(text));
        tools.setWorkloadVersion(text);
        assertThat(juju.run(List.of("status-get", "--include-data", "--format=json"))
                        .stdout())
                .contains("\"status\":\"waiting\"");
    }

    @Test
    void onlyTheLeaderSetsTheStatusOfTheApplication() {
        HookTools tools = RecordedJuju.follower(directory).hookTools();
        assertFails(Kind.NOT_LEADER, () -> tools.setApplicationStatus(UnitStatus.active("")));
    }

    @Test
    void readsTheParametersOfAnAction() {
        Map<String, Object> parameters = Map.of("name", "Grüße \"q\"\nline", "count", 3, "flag", true);
        assertThat(RecordedJuju.action(directory, parameters).hookTools().actionParameters())
                .containsOnly(entry("name", "Grüße \"q\"\nline"), entry("count", "3"), entry("flag", "true"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void actionsAnswerAnyText(String value) {
        HookTools tools = RecordedJuju.action(directory, Map.of()).hookTools();
        tools.setActionResults(Map.of("ok", "True", "postgresql.password", value, "empty", ""));
        tools.logAction("-" + value);
        tools.failAction("-" + value);
    }

    @Test
    void outsideAnActionThereIsNothingToAnswer() {
        HookTools tools = RecordedJuju.leader(directory).hookTools();
        assertFails(Kind.FAILED, tools::actionParameters);
        assertFails(Kind.FAILED, () -> tools.setActionResults(Map.of("a", "b")));
    }

    static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(call)
                .extracting(HookToolException::kind)
                .isEqualTo(kind);
    }
}
