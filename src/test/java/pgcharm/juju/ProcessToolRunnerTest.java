package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.juju.HookToolException.Kind;

/// Tools are scripts here; `PATH` of this test finds the programs that they use.
@Timeout(10)
final class ProcessToolRunnerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @Test
    void answersWithOutputsAndExitCode() throws IOException {
        String tool = tool("printf 'Grüße\\n'; echo 'ERROR no' >&2; exit 3");
        assertThat(run(tool)).isEqualTo(new ToolRunner.Result(3, "Grüße\n", "ERROR no\n"));
    }

    @Test
    void passesArgumentsAsTheyAre() throws IOException {
        String tool = tool("for argument; do printf '<%s>' \"$argument\"; done");
        assertThat(run(tool, "a b", "", "$HOME `id` 'x' \"y\" \\", "two\nlines", "*", "Grüße 🙂")
                        .stdout())
                .isEqualTo("<a b><><$HOME `id` 'x' \"y\" \\><two\nlines><*><Grüße 🙂>");
    }

    @Test
    void givesTheToolNothingToRead() throws IOException {
        assertThat(run(tool("cat; echo end")).stdout()).isEqualTo("end\n");
    }

    @Test
    void passesTheEnvironmentOfTheHookAndNothingElse() throws IOException {
        String tool = tool("env");
        Map<String, String> environment = Map.of("JUJU_CONTEXT_ID", "app/0-x", "EMPTY", "", "PATH", path());
        List<String> lines = new ProcessToolRunner(environment, TIMEOUT)
                .run(List.of(tool))
                .stdout()
                .lines()
                .filter(line -> !line.matches("(_|PWD|SHLVL|OLDPWD)=.*"))
                .toList();
        assertThat(lines).containsExactlyInAnyOrder("JUJU_CONTEXT_ID=app/0-x", "EMPTY=", "PATH=" + path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ">&2"})
    void readsAMegabyteFromEitherOutput(String redirection) throws IOException {
        ToolRunner.Result result = run(tool("head -c 1048576 /dev/zero | tr '\\0' x " + redirection));
        assertThat(result.stdout() + result.stderr()).isEqualTo("x".repeat(1 << 20));
    }

    @Test
    void readsBothOutputsAtOnce() throws IOException {
        String megabyte = "head -c 1048576 /dev/zero | tr '\\0' x";
        ToolRunner.Result result = run(tool(megabyte + " >&2; " + megabyte + "; " + megabyte + " >&2"));
        assertThat(result.stdout()).hasSize(1 << 20);
        assertThat(result.stderr()).hasSize(1 << 21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 600", "exec sleep 600", "trap '' TERM; sleep 600 & wait"})
    void killsAToolThatHangsAndItsChildren(String script) throws IOException {
        String tool = tool("echo $$ > " + directory.resolve("pid") + "; " + script);
        ProcessToolRunner runner = new ProcessToolRunner(Map.of("PATH", path()), Duration.ofMillis(300));
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> runner.run(List.of(tool)))
                .withMessageContaining("did not end within")
                .extracting(HookToolException::kind)
                .isEqualTo(Kind.TIMED_OUT);
        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void readsNoMoreOfAToolThatNeverStopsPrinting() throws IOException {
        String tool = tool("yes");
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> run(tool))
                .withMessage("cannot read what " + tool + " printed: it prints more than 8 MiB")
                .extracting(HookToolException::kind)
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void saysWhichToolIsMissing() {
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> run("no-such-tool"))
                .withMessageStartingWith("cannot run no-such-tool: ")
                .extracting(HookToolException::kind)
                .isEqualTo(Kind.FAILED);
    }

    private ToolRunner.Result run(String... argv) {
        return new ProcessToolRunner(Map.of("PATH", path(), "LANG", "C.UTF-8"), TIMEOUT).run(List.of(argv));
    }

    private String tool(String script) throws IOException {
        Path tool = directory.resolve("tool");
        Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return tool.toString();
    }

    private static String path() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    }
}
