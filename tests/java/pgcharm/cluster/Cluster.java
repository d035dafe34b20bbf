package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Observer;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.model.Unit;
import pgcharm.local.run.HookRun;

/// A Juju model on Kubernetes: the local model plays Juju's controller and its agents, a node runs a pod for each
/// unit of an application with a workload. Hooks run in the charm's container of their unit, by their real
/// `dispatch`.
final class Cluster implements AutoCloseable {
    static final Path DIRECTORY = Path.of("target/cluster").toAbsolutePath();

    private static final String CONTAINER = "postgresql";

    private final Node node;
    private final KubeApi api;
    private final ServiceProxy proxy;
    private final Programs programs;
    private final Model model;
    private final Pods pods;
    private final Map<String, String> seenBoots = new HashMap<>();

    private Cluster(Programs programs) {
        this.programs = programs;
        node = Node.start(DIRECTORY);
        Hosts hosts = new Hosts(DIRECTORY.resolve("hosts"));
        api = KubeApi.start(node, programs);
        proxy = ServiceProxy.start(node, hosts, api.client());
        pods = Pods.start(node, hosts, api, programs);
        model = Model.open(
                DIRECTORY.resolve("model"),
                Observer.none(),
                (unit, program) ->
                        pods.find(unit).map(pod -> pod.launching(program)).orElse(List.of(program.toString())));
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
        return pods.find(unit).orElseThrow(() -> new IllegalArgumentException(unit + " has no pod"));
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
        pods.handicap(
                deployment.application() + "/0",
                Handicap.without(
                        Optional.ofNullable(programs.patroni().getParent()).orElseThrow()));
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
        pods.delete(last.name());
    }

    /// Removes the application with its volumes' contents, and what Kubernetes removes with its StatefulSet.
    void removeApplication(String application) {
        List<String> units = model.state().application(application).units().stream()
                .map(Unit::name)
                .toList();
        model.removeApplication(application);
        units.forEach(unit -> podOf(unit).terminate());
        settle();
        units.forEach(pods::delete);
        pods.deleteVolumes(application);
        String owner = pods.owner(application);
        api.delete("application.yaml", Map.of("APPLICATION", application));
        api.delete("trust.yaml", Map.of("APPLICATION", application));
        new Garbage(api.client()).collect(owner);
    }

    /// The pod is gone with all that is not on its volumes.
    void kill(String unit) {
        pods.delete(unit);
    }

    /// What will be wrong with the unit's next pod.
    void handicap(String unit, Handicap handicap) {
        pods.handicap(unit, handicap);
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
        for (String unit : pods.units()) {
            if (hasWorkload(unit) && model.state().unit(unit).isStarted()) {
                podOf(unit).bootId().ifPresent(boot -> {
                    if (!boot.equals(seenBoots.put(unit, boot))) {
                        model.fire(unit, CONTAINER + "-pebble-ready");
                    }
                });
            }
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
        pods.close();
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
        pods.start(
                application,
                model.state().application(application).units().stream()
                        .map(Unit::name)
                        .toList());
    }
}
