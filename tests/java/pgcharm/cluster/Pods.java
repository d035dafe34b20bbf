package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The pods of a node, by the unit that each is of, and the kubelet that looks after them.
final class Pods implements AutoCloseable {
    private static final Duration HEALTH_PERIOD = Duration.ofMillis(500);

    private final Node node;
    private final Hosts hosts;
    private final KubeApi api;
    private final Programs programs;
    private final Map<String, Pod> pods = new ConcurrentHashMap<>();
    private final Map<String, Handicap> handicaps = new HashMap<>();
    private final Thread kubelet;
    private volatile boolean closing;

    private Pods(Node node, Hosts hosts, KubeApi api, Programs programs) {
        this.node = node;
        this.hosts = hosts;
        this.api = api;
        this.programs = programs;
        kubelet = Thread.ofPlatform().daemon().name("kubelet").start(this::probe);
    }

    static Pods start(Node node, Hosts hosts, KubeApi api, Programs programs) {
        return new Pods(node, hosts, api, programs);
    }

    Set<String> units() {
        return Set.copyOf(pods.keySet());
    }

    Optional<Pod> find(String unit) {
        return Optional.ofNullable(pods.get(unit));
    }

    /// What will be wrong with the unit's pods that are started from now on.
    void handicap(String unit, Handicap handicap) {
        handicaps.put(unit, handicap);
    }

    /// Starts a pod for each unit that has none.
    void start(String application, List<String> units) {
        for (String unit : units) {
            pods.computeIfAbsent(unit, _ -> {
                String name = name(unit);
                Path directory = PodDirectory.prepare(node, hosts, name);
                api.mountAccount(application, directory.resolve("secrets"));
                api.apply("pod.yaml", Map.of("APPLICATION", application, "POD", name, "OWNER", owner(application)));
                Handicap handicap = handicaps.getOrDefault(unit, Handicap.NONE);
                Pod pod = Pod.start(node, api, programs, name, directory, handicap);
                hosts.set(host(unit), pod.address());
                return pod;
            });
        }
    }

    /// The pod is gone with all that is not on its volumes.
    void delete(String unit) {
        Optional.ofNullable(pods.remove(unit)).ifPresent(Pod::close);
        hosts.remove(host(unit));
        api.client().pods().inNamespace(KubeApi.NAMESPACE).withName(name(unit)).delete();
    }

    /// Of pods that there are, and of those that there were.
    void deleteVolumes(String application) {
        node.run("sh", "-c", "umount " + Cluster.DIRECTORY + "/volumes/" + application + "-[0-9]*");
        node.run("sh", "-c", "rm -rf " + Cluster.DIRECTORY + "/pods/" + application + "-[0-9]*");
    }

    /// The id of the StatefulSet that the application's pods belong to.
    String owner(String application) {
        return Optional.ofNullable(api.client()
                        .apps()
                        .statefulSets()
                        .inNamespace(KubeApi.NAMESPACE)
                        .withName(application)
                        .get())
                .map(HasMetadata::getMetadata)
                .orElseThrow()
                .getUid();
    }

    @Override
    public void close() {
        closing = true;
        try {
            kubelet.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() {
        while (!closing) {
            pods.values().forEach(Pod::probe);
            try {
                Thread.sleep(HEALTH_PERIOD);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String name(String unit) {
        return unit.replace('/', '-');
    }

    private static String host(String unit) {
        return name(unit) + "." + unit.substring(0, unit.indexOf('/')) + "-endpoints";
    }
}
