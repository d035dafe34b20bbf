package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A unit's pod: an address, the workload's container with Pebble in it, and the charm's container, in which hooks run.
///
/// Hooks have the network of this machine, where Juju's hook tools answer; all else of a pod is its own.
final class Pod implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final KubeApi api;
    private final Programs programs;
    private final String name;
    private final Path directory;
    private final Handicap handicap;
    private final String address;
    private final Readiness readiness;
    private final Namespaced network;
    private final Namespaced charm;
    private volatile Namespaced workload;

    private Pod(Node node, KubeApi api, Programs programs, String name, Path directory, Handicap handicap) {
        this.api = api;
        this.programs = programs;
        this.name = name;
        this.directory = directory;
        this.handicap = handicap;
        address = node.nextPodAddress();
        readiness = new Readiness(api, name, address);
        network = Namespaced.start(
                node.namespaces()
                        .entering(
                                "mp",
                                List.of(
                                        "unshare",
                                        "--net",
                                        "--ipc",
                                        "--uts",
                                        "--fork",
                                        "--kill-child",
                                        "sleep",
                                        "infinity")),
                2,
                Map.of(),
                log("network"));
        node.connect(network, address);
        workload = startWorkload();
        charm = Namespaced.start(
                node.namespaces().entering("mp", container(List.of("--mount"), "charm", "sleep", "infinity")),
                2,
                Map.of(),
                log("charm"));
        Wait.until(START, () -> "a container for the charm, see " + log("charm"), this::isCharmReady);
    }

    /// Starts what a new pod object stands for.
    ///
    /// @param directory with what the containers mount
    static Pod start(Node node, KubeApi api, Programs programs, String name, Path directory, Handicap handicap) {
        Pod pod = new Pod(node, api, programs, name, directory, handicap);
        pod.readiness.report(true);
        return pod;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /// The service account's files.
    Path account() {
        return directory.resolve("secrets");
    }

    /// The command that becomes a program in the charm's container.
    List<String> launching(Path program) {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", "cd \"$JUJU_CHARM_DIR\" && exec env \"$@\" \"$0\"", program.toString()));
        handicap.environment().forEach((variable, value) -> command.add(variable + "=" + value));
        return charm.entering("m", command);
    }

    /// The command that runs another one as root in the workload's container.
    List<String> inWorkload(String... command) {
        return workload.entering("mpniu", List.of(command));
    }

    /// A file of the workload, as this process sees it.
    Path file(String path) {
        return Path.of("/proc", Long.toString(workload.pid()), "root", path);
    }

    /// Which start of Pebble this is, or nothing while it does not answer.
    Optional<String> bootId() {
        return readiness.bootId();
    }

    /// What the kubelet does again and again.
    void probe() {
        readiness.probe();
    }

    /// The requests through the socket that Pebble has logged since the pod was started first.
    List<String> requests() {
        try (Stream<String> lines = Files.lines(log("workload"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.endsWith("(http+unix)")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The end of the workload's container, however it comes, and a new one, with nothing left of what was not on a
    /// volume.
    void restartWorkload() {
        workload.close();
        readiness.report(false);
        workload = startWorkload();
    }

    /// Asks the workload to end.
    void terminate() {
        workload.terminate();
    }

    /// Kills all at once.
    @Override
    public void close() {
        workload.close();
        charm.close();
        network.close();
    }

    private Namespaced startWorkload() {
        Map<String, String> environment = new TreeMap<>(api.environment());
        environment.putAll(handicap.environment());
        environment.put("PATH", programs.path());
        environment.put("PEBBLE", "/charm/container/pebble");
        environment.put("PEBBLE_SOCKET", "/charm/container/pebble.socket");
        environment.put("JUJU_CONTAINER_NAME", "postgresql");
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        environment.forEach((variable, value) -> command.add(variable + "=" + value));
        command.addAll(List.of(
                programs.pebble().toString(),
                "run",
                "--create-dirs",
                "--hold",
                "--http",
                ":" + Readiness.PORT,
                "--verbose"));
        Namespaced started = Namespaced.start(
                network.entering(
                        "mpniu", container(List.of("--mount", "--pid"), "workload", command.toArray(String[]::new))),
                2,
                Map.of(
                        "IMAGE_PROGRAMS",
                        programs.patroni() + " " + programs.postgres() + " " + programs.pebble() + " "
                                + Cluster.DIRECTORY,
                        "IMAGE_HIDES",
                        handicap.hidden().map(Path::toString).orElse("")),
                log("workload"));
        Wait.until(START, () -> "a start of Pebble, see " + log("workload"), () -> bootId().isPresent());
        return started;
    }

    private List<String> container(List<String> namespaces, String kind, String... program) {
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(namespaces);
        command.addAll(List.of(
                "--fork",
                "--kill-child",
                Path.of("tests/cluster/container").toAbsolutePath().toString(),
                kind,
                directory.toString()));
        command.addAll(List.of(program));
        return command;
    }

    private boolean isCharmReady() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(charm.pid()), "cmdline"))
                    .startsWith("sleep");
        } catch (IOException _) {
            return false;
        }
    }

    private Path log(String what) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve(what + ".log");
    }
}
