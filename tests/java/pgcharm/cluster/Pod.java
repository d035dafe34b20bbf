package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A unit's pod: an address, the workload's container with Pebble in it, and the charm's container, in which hooks run.
///
/// Hooks have the network of this machine, where Juju's hook tools answer; all else of a pod is its own.
final class Pod implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int PEBBLE_PORT = 38_813;

    private final KubeApi api;
    private final Programs programs;
    private final String name;
    private final Path directory;
    private final Optional<Path> hidden;
    private final String address;
    private final Namespaced network;
    private final Namespaced charm;
    private Namespaced workload;
    private boolean ready;

    private Pod(Node node, KubeApi api, Programs programs, String name, Path directory, Optional<Path> hidden) {
        this.api = api;
        this.programs = programs;
        this.name = name;
        this.directory = directory;
        this.hidden = hidden;
        address = node.nextPodAddress();
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
    /// @param hidden a directory whose programs the image is without
    static Pod start(Node node, KubeApi api, Programs programs, String name, Path directory, Optional<Path> hidden) {
        Pod pod = new Pod(node, api, programs, name, directory, hidden);
        pod.report(true);
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

    boolean isAlive() {
        return workload.isAlive();
    }

    /// The command that becomes a program in the charm's container.
    List<String> launching(Path program) {
        return charm.entering(
                "m", List.of("/bin/sh", "-c", "cd \"$JUJU_CHARM_DIR\" && exec \"$0\"", program.toString()));
    }

    /// The command that runs another one as root in the workload's container.
    List<String> inWorkload(String... command) {
        return workload.entering("mpniu", List.of(command));
    }

    /// A file of the workload, as this process sees it.
    Path file(String path) {
        return Path.of("/proc", Long.toString(workload.pid()), "root", path);
    }

    /// Pebble's socket, as this process sees it.
    Path socket() {
        return directory.resolve("socket/pebble.socket");
    }

    /// Which start of Pebble this is, or nothing while it does not answer.
    Optional<String> bootId() {
        return get("/v1/system-info").map(body -> body.replaceAll(".*\"boot-id\":\"([^\"]+)\".*", "$1"));
    }

    /// What the kubelet does once a second: asks for the health, and tells Kubernetes when it changed.
    void probe() {
        boolean healthy = get("/v1/health?level=ready").isPresent();
        if (healthy != ready) {
            report(healthy);
        }
    }

    /// The end of the workload's container, however it comes, and a new one, with nothing left of what was not on a
    /// volume.
    void restartWorkload() {
        workload.close();
        report(false);
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
                ":" + PEBBLE_PORT,
                "--verbose"));
        Namespaced started = Namespaced.start(
                network.entering(
                        "mpniu", container(List.of("--mount", "--pid"), "workload", command.toArray(String[]::new))),
                2,
                Map.of(
                        "IMAGE_PROGRAMS",
                        programs.patroni() + " " + programs.postgres() + " " + programs.pebble(),
                        "IMAGE_HIDES",
                        hidden.map(Path::toString).orElse("")),
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

    private void report(boolean healthy) {
        KubernetesClient client = api.client();
        try {
            client.pods()
                    .inNamespace(KubeApi.NAMESPACE)
                    .withName(name)
                    .editStatus(pod -> new PodBuilder(pod)
                            .editOrNewStatus()
                            .withPhase("Running")
                            .withPodIP(address)
                            .withPodIPs(List.of(new PodIP(address)))
                            .withConditions(new PodConditionBuilder()
                                    .withType("Ready")
                                    .withStatus(healthy ? "True" : "False")
                                    .build())
                            .endStatus()
                            .build());
            ready = healthy;
        } catch (KubernetesClientException _) {
            // the kubelet tries again at the next probe, too
            ready = !healthy;
        }
    }

    private Optional<String> get(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://" + address + ":" + PEBBLE_PORT + path)
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return Optional.empty();
                }
                return Optional.of(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return Optional.empty();
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
