package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusesTest {
    private final List<String> calls = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void writesOnlyWhatDiffersFromWhatAnEarlierHookWrote() {
        Statuses first = statuses();
        first.unit(UnitStatus.active(""));
        first.application(UnitStatus.active("refused: database:7"));
        first.workloadVersion("16.11");
        Statuses second = statuses();
        second.unit(UnitStatus.active(""));
        second.application(UnitStatus.active("refused: database:7"));
        second.workloadVersion("16.11");
        second.unit(UnitStatus.blocked("no server"));
        second.unit(UnitStatus.blocked("no server"));
        assertThat(calls)
                .containsExactly(
                        "status-set active -- ",
                        "status-set --application=true active -- refused: database:7",
                        "application-version-set -- 16.11",
                        "status-set blocked -- no server");
    }

    @Test
    void remembersAnyText() {
        String text = "two\nlines = : # ! \\ Grüße 漢字 🙂 ";
        statuses().application(UnitStatus.active(text));
        Statuses next = statuses();
        next.application(UnitStatus.active(text));
        assertThat(next.applicationMessage()).isEqualTo(text);
        assertThat(calls).hasSize(1);
    }

    @Test
    void theMessageOfAnActiveApplicationIsAllThatIsToldOfIt() {
        Statuses statuses = statuses();
        assertThat(statuses.applicationMessage()).isEmpty();
        assertThat(statuses.isApplicationActive()).isTrue();
        statuses.application(UnitStatus.waiting("for the server"));
        assertThat(statuses.applicationMessage()).isEmpty();
        assertThat(statuses.isApplicationActive()).isFalse();
    }

    @Test
    void theUnitIsActiveOnceThatWasWritten() {
        assertThat(statuses().isUnitActive()).isFalse();
        statuses().unit(UnitStatus.active(""));
        assertThat(statuses().isUnitActive()).isTrue();
        statuses().unit(UnitStatus.waiting("for the server"));
        assertThat(statuses().isUnitActive()).isFalse();
    }

    @Test
    void aNewLeaderWritesTheStatusOfTheApplicationAgain() {
        statuses().application(UnitStatus.active(""));
        Statuses elected = statuses();
        elected.forgetApplication();
        elected.application(UnitStatus.active(""));
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\u00zz", "unit", "=\n=\n", "unit=\\u12", "\u0000\u0001"})
    void aDamagedFileIsAsGoodAsNone(String content) throws IOException {
        Files.writeString(directory.resolve(".statuses"), content);
        statuses().unit(UnitStatus.active(""));
        statuses().unit(UnitStatus.active(""));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aFileThatIsNoTextIsAsGoodAsNone() throws IOException {
        Files.write(directory.resolve(".statuses"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        statuses().unit(UnitStatus.active(""));
        assertThat(calls).hasSize(1);
    }

    @Test
    void whatJujuDidNotTakeIsWrittenAgain() {
        Statuses failing =
                new Statuses(new HookTools(argv -> new ToolRunner.Result(1, "", "ERROR no"), directory), directory);
        assertThatExceptionOfType(HookToolException.class).isThrownBy(() -> failing.unit(UnitStatus.active("")));
        statuses().unit(UnitStatus.active(""));
        assertThat(calls).hasSize(1);
    }

    private Statuses statuses() {
        ToolRunner juju = argv -> {
            calls.add(String.join(" ", argv));
            return new ToolRunner.Result(0, "", "");
        };
        return new Statuses(new HookTools(juju, directory), directory);
    }
}
