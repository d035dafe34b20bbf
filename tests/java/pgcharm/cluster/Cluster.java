package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Observer;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.model.Unit;
import pgcharm.local.run.HookRun;

/// A Juju model on Kubernetes: the local model plays Juju's controller and its agents, a node runs a pod for each unit
/// of
/// an application with a workload. Hooks run in the charm's container of their unit, by their real `dispatch`.
final class Cluster implements AutoCloseable {
    static final Path DIRECTORY = Path.of("target/cluster").toAbsolutePath();

    private static final String CONTAINER = "postgresql";
    private static final Duration HEALTH_PERIOD = Duration.ofMillis(500);

    private final Node node;
    private final KubeApi api;
    private final Hosts hosts;
    private final ServiceProxy proxy;
    private final Programs programs;
    private final Model model;
    private final Map<String, Pod> pods = new ConcurrentHashMap<>();
    private final Map<String, Path> hidden = new HashMap<>();
    private final Map<String, String> seenBoots = new HashMap<>();
    private final Thread kubelet;
    private volatile boolean closing;

    private Cluster(Programs programs) {
        this.programs = programs;
        node = Node.start(DIRECTORY);
        hosts = new Hosts(DIRECTORY.resolve("hosts"));
        api = KubeApi.start(node, programs);
        proxy = ServiceProxy.start(node, hosts, api.client());
        model = Model.open(
                DIRECTORY.resolve("model"),
                Observer.none(),
                (unit, program) -> Optional.ofNullable(pods.get(pod(unit)))
                        .map(pod -> pod.launching(program))
                        .orElse(List.of(program.toString())));
        kubelet = Thread.ofPlatform().daemon().name("kubelet").start(this::probe);
    }

    static Cluster start(Programs programs) {
        try {
            CharmFiles.delete(DIRECTORY);
            Files.createDirectories(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cluster(programs);
    }

    Model model() {
        return model;
    }

    KubeApi api() {
        return api;
    }

    ServiceProxy proxy() {
        return proxy;
    }

    /// The pod of a unit that has one.
    Pod podOf(String unit) {
        return Optional.ofNullable(pods.get(pod(unit)))
                .orElseThrow(() -> new IllegalArgumentException(unit + " has no pod"));
    }

    /// Deploys an application that has a workload; no hook is run yet.
    void deploy(Deployment deployment) {
        api.apply("application.yaml", Map.of("APPLICATION", deployment.application()));
        Deployment whole = deployment;
        for (Map.Entry<String, String> variable : api.environment().entrySet()) {
            whole = whole.withEnvironment(variable.getKey(), variable.getValue());
        }
        model.deploy(whole);
        startPods(deployment.application());
    }

    /// The same with an image that has no Patroni.
    void deployWithoutPatroni(Deployment deployment) {
        hidden.put(
                deployment.application(),
                Optional.ofNullable(programs.patroni().getParent()).orElseThrow());
        deploy(deployment);
    }

    /// `juju trust <application> --scope=cluster`, and what Juju does after it.
    void trust(String application) {
        api.apply("trust.yaml", Map.of("APPLICATION", application));
        model.state().application(application).units().forEach(unit -> model.fire(unit.name(), "config-changed"));
    }

    void addUnit(String application) {
        model.addUnits(application, 1);
        startPods(application);
    }

    /// Takes the last unit away, as Kubernetes does it: the workload is asked to end at the same time as the hooks run.
    void removeUnit(String application) {
        Unit last = model.state().application(application).units().getLast();
        model.removeUnit(last.name());
        podOf(last.name()).terminate();
        settle();
        deletePod(last.name());
    }

    /// Removes the application with its volumes' contents, and what Kubernetes removes with its StatefulSet.
    void removeApplication(String application) {
        List<String> units = model.state().application(application).units().stream()
                .map(Unit::name)
                .toList();
        model.removeApplication(application);
        units.forEach(unit -> podOf(unit).terminate());
        settle();
        units.forEach(this::deletePod);
        for (String unit : units) {
            node.run("sh", "-c", "umount " + DIRECTORY + "/volumes/" + pod(unit) + "-*");
            try {
                CharmFiles.delete(DIRECTORY.resolve("pods").resolve(pod(unit)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String owner = owner(application);
        api.delete("application.yaml", Map.of("APPLICATION", application));
        api.delete("trust.yaml", Map.of("APPLICATION", application));
        new Garbage(api.client()).collect(owner);
    }

    /// The pod is gone with all that is not on its volumes.
    void kill(String unit) {
        Pod pod = podOf(unit);
        pod.close();
        deletePod(unit);
    }

    /// A pod for a unit whose old one is gone: the charm is unpacked anew, and Juju tells it so.
    void replace(String unit) {
        Unit replaced = model.state().unit(unit);
        CharmFiles.unpack(
                Path.of(model.state().applicationOf(replaced).charmPath()),
                model.directoryOf(replaced).charm());
        startPods(replaced.application());
        for (String hook : List.of("upgrade-charm", "start")) {
            model.fire(unit, hook);
        }
    }

    /// Runs the hooks that follow from what happened so far; none may fail.
    void settle() {
        for (Pod pod : pods.values()) {
            if (!hasWorkload(unit(pod.name()))) {
                continue;
            }
            pod.bootId().filter(boot -> !boot.equals(seenBoots.get(pod.name()))).ifPresent(boot -> {
                String unit = unit(pod.name());
                if (model.state().unit(unit).isStarted()) {
                    seenBoots.put(pod.name(), boot);
                    model.fire(unit, CONTAINER + "-pebble-ready");
                }
            });
        }
        Map<String, String> errors = model.settle().errors();
        assertThat(errors).as(this::lastRun).isEmpty();
    }

    /// Settles until something is so.
    void until(Duration limit, Supplier<String> otherwise, BooleanSupplier condition) {
        Wait.until(limit, otherwise, () -> {
            settle();
            return condition.getAsBoolean();
        });
    }

    /// The same, with update-status in all units again and again, as if time went faster.
    void untilInTime(String application, Duration limit, Supplier<String> otherwise, BooleanSupplier condition) {
        until(limit, otherwise, () -> {
            model.state().application(application).units().forEach(unit -> model.fire(unit.name(), "update-status"));
            settle();
            return condition.getAsBoolean();
        });
    }

    String status(String unit) {
        return model.state().unit(unit).status().value() + ": "
                + model.state().unit(unit).status().message();
    }

    Map<String, String> statuses(String application) {
        Map<String, String> statuses = new TreeMap<>();
        model.state().application(application).units().forEach(unit -> statuses.put(unit.name(), status(unit.name())));
        return statuses;
    }

    @Override
    public void close() {
        closing = true;
        try {
            kubelet.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        proxy.close();
        model.close();
        api.close();
        node.close();
    }

    private boolean hasWorkload(String unit) {
        return model.state()
                .applicationOf(model.state().unit(unit))
                .charm()
                .containers()
                .contains(CONTAINER);
    }

    private String lastRun() {
        HookRun run = model.history().getLast();
        return run.unit() + " " + run.name() + " exit " + run.exit() + "\n" + run.stdout() + run.stderr()
                + run.commitError();
    }

    private void startPods(String application) {
        for (Unit unit : model.state().application(application).units()) {
            pods.computeIfAbsent(pod(unit.name()), name -> {
                Path directory = PodDirectory.prepare(node, hosts, name);
                api.mountAccount(application, directory.resolve("secrets"));
                api.apply("pod.yaml", Map.of("APPLICATION", application, "POD", name, "OWNER", owner(application)));
                Pod pod = Pod.start(node, api, programs, name, directory, Optional.ofNullable(hidden.get(application)));
                hosts.set(name + "." + application + "-endpoints", pod.address());
                return pod;
            });
        }
    }

    private void deletePod(String unit) {
        String name = pod(unit);
        Optional.ofNullable(pods.remove(name)).ifPresent(Pod::close);
        seenBoots.remove(name);
        hosts.remove(name + "." + unit.substring(0, unit.indexOf('/')) + "-endpoints");
        api.client().pods().inNamespace(KubeApi.NAMESPACE).withName(name).delete();
    }

    private String owner(String application) {
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

    private static String pod(String unit) {
        return unit.replace('/', '-');
    }

    private static String unit(String pod) {
        int dash = pod.lastIndexOf('-');
        return pod.substring(0, dash) + "/" + pod.substring(dash + 1);
    }
}
