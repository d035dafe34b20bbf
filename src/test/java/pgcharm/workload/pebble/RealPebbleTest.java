package pgcharm.workload.pebble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.workload.container.ContainerFacts;
import pgcharm.workload.container.Programs;

/// The client against the Pebble that `PEBBLE_BIN` names. Files are owned by root, so this needs to run as root.
@EnabledIfEnvironmentVariable(named = "PEBBLE_BIN", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealPebbleTest {
    /// Texts on which readers of YAML do not agree when they are bare.
    private static final List<String> TREACHEROUS = List.of(
            "~",
            "yes",
            "on",
            "null",
            "1e3",
            "0o7",
            "1_000",
            "2020-01-01",
            "12:30:45",
            "- a",
            "a: b",
            "#x",
            "a #b",
            "",
            " lead",
            "trail ",
            "line\nline\n",
            "tab\t",
            "\u007f",
            "\u0085",
            "\u2028",
            "\ufeffx",
            "😀",
            "'q\"",
            "\\/",
            "%x",
            "@x",
            "`x",
            "!x",
            "&a",
            "*a",
            "[a",
            "{a",
            "<<",
            "=");

    @TempDir
    private static Path directory;

    private Process daemon;
    private Pebble pebble;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectory(directory.resolve("layers"));
        Path socket = directory.resolve("socket");
        ProcessBuilder run = new ProcessBuilder(System.getenv("PEBBLE_BIN"), "run", "--hold")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        run.environment().put("PEBBLE", directory.toString());
        run.environment().put("PEBBLE_SOCKET", socket.toString());
        run.environment().put("PATH", directory.resolve("bin") + ":/bin");
        daemon = run.start();
        pebble = Pebble.at(socket);
        while (!answers()) {
            assertThat(daemon.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    @AfterAll
    void stop() {
        pebble.close();
        daemon.destroy();
        // it writes into the directory until then
        daemon.onExit().join();
    }

    @Test
    void filesKeepTheirBytesNamesModesAndOwners() {
        String below = directory + "/a/b";
        String named = below + "/f \"q\" é\\x";
        pebble.makeDirectories(List.of(new DirectoryToMake(below, 0700, FileOwner.ROOT)));
        pebble.makeDirectories(List.of(new DirectoryToMake(below, 0755, FileOwner.ROOT)));
        pebble.write(List.of(
                new FileToWrite(named, "héllo\r\n\r\n--x", 0600, FileOwner.ROOT),
                new FileToWrite(below + "/empty", "", 0640, FileOwner.ROOT)));

        assertThat(pebble.read(List.of(named, below + "/empty", below + "/none")))
                .containsOnly(Map.entry(named, "héllo\r\n\r\n--x"), Map.entry(below + "/empty", ""));
        assertThat(pebble.list(directory + "/a", "*"))
                .containsExactly(new FileInfo(below, "b", FileInfo.Type.DIRECTORY, 0, 0700, "root", "root"));
        assertThat(pebble.list(below, "f*"))
                .containsExactly(new FileInfo(named, "f \"q\" é\\x", FileInfo.Type.FILE, 13, 0600, "root", "root"));
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> pebble.write(List.of(new FileToWrite("/proc/no/x", "s3cret", 0600, FileOwner.ROOT))))
                .isInstanceOf(PebbleException.class)
                .hasMessageStartingWith("cannot write /proc/no/x: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aLayerIsInThePlanAsItWasAdded() {
        Map<String, String> environment = new TreeMap<>();
        TREACHEROUS.forEach(text -> environment.put("V" + environment.size(), text));
        Layer layer = new Layer(
                Map.of("main", service("sleep 3600", environment)),
                Map.of(
                        "tcp", check(Duration.ofSeconds(75), new Check.Target.Tcp("127.0.0.1", 1)),
                        "exec", check(Duration.ofHours(1), new Check.Target.Exec("true", FileOwner.ROOT)),
                        "http", check(Duration.ofSeconds(60), new Check.Target.Http("http://127.0.0.1:1/x"))));
        pebble.addLayer("plan", layer);

        assertThat(pebble.plan().holds(layer)).isTrue();
        assertThat(pebble.plan().services()).contains("main");
        assertThat(pebble.plan().holds(new Layer(Map.of("main", service("sleep 3601", environment)), Map.of())))
                .isFalse();
    }

    @Test
    void servicesRunAndFailInPebblesWords() {
        pebble.addLayer(
                "services",
                new Layer(
                        Map.of(
                                "stays", service("sleep 3600", Map.of()),
                                "ends", service("sh -c 'exit 3'", Map.of())),
                        Map.of()));
        pebble.start("stays");
        pebble.signal("SIGCONT", "stays");

        assertThat(isActive("stays")).isTrue();
        assertThatThrownBy(() -> pebble.start("ends"))
                .hasMessage("Start service \"ends\" (service start attempt: exited quickly with code 3, will restart)");
        pebble.stop("stays", "ends");
        assertThat(isActive("stays")).isFalse();
    }

    @Test
    void anImageWithoutItsProgramsIsToldAndOneWithThemIsRead() throws IOException {
        List<String> path = ContainerFacts.of(pebble.read(ContainerFacts.FILES)).path();
        assertThat(path).containsExactly(directory.resolve("bin").toString(), "/bin");
        Path bin = Files.createDirectories(directory.resolve("bin"));
        assertThat(Programs.lookUp(pebble, List.of(bin.toString())))
                .isInstanceOfSatisfying(
                        Programs.LookUp.Missing.class,
                        missing -> assertThat(missing.text()).startsWith("the image has no patroni in " + bin));

        for (String program : List.of("patroni", "postgres", "prometheus-postgres-exporter")) {
            Files.createFile(bin.resolve(program)).toFile().setExecutable(true);
        }

        assertThat(Programs.lookUp(pebble, List.of(bin.toString())))
                .isEqualTo(new Programs.LookUp.Found(new Programs(
                        bin + "/patroni", bin.toString(), Optional.of(bin + "/prometheus-postgres-exporter"))));
    }

    private boolean answers() {
        try {
            return !pebble.systemInfo().version().isEmpty();
        } catch (PebbleException _) {
            return false;
        }
    }

    private boolean isActive(String service) {
        return pebble.services().values().stream()
                .anyMatch(state -> state.name().equals(service) && state.isActive());
    }

    private static Service service(String command, Map<String, String> environment) {
        return new Service("", command, FileOwner.ROOT, environment, Duration.ofMillis(1500));
    }

    private static Check check(Duration period, Check.Target target) {
        return new Check(Check.Level.ALIVE, period, Duration.ofMillis(300), 3, target);
    }
}
