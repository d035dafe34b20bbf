package pgcharm.workload;

import java.time.Instant;
import java.util.List;
import pgcharm.workload.container.Limits;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.PatroniLayer;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.patroni.Resources;
import pgcharm.workload.patroni.Settings;
import pgcharm.workload.pebble.DirectoryToMake;
import pgcharm.workload.pebble.FileToWrite;
import pgcharm.workload.pebble.Layer;
import pgcharm.workload.pebble.Pebble;
import pgcharm.workload.pebble.PebbleException;
import pgcharm.workload.pebble.ServiceState;

/// One unit's part of the cluster: its container is observed, compared with what it should be, and brought there.
///
/// @param unit such as `postgresql-k8s/0`
/// @param settings what the operator set
public record Member(ClusterNames names, String unit, ClusterSecret secret, Settings settings) {
    private static final int PRIVATE = 0700;

    /// How the container stands afterwards.
    public sealed interface Standing {
        /// Patroni runs.
        ///
        /// @param started by this very call, so that PostgreSQL may need a moment
        /// @param config that Patroni runs with
        record Runs(boolean started, PatroniConfig config) implements Standing {}

        /// Nobody needs to change anything.
        record Waits(String why) implements Standing {}

        /// Somebody has to change something.
        record Stuck(String why) implements Standing {}
    }

    /// Idempotent; what an interrupted call left undone the next one does.
    public Standing converge(Pebble pebble, Instant now) {
        try {
            return switch (ObservedContainer.observe(pebble)) {
                case ObservedContainer.Observation.Unfit(String why) -> new Standing.Stuck(why);
                case ObservedContainer.Observation.Fit(ObservedContainer container) -> converge(pebble, container, now);
            };
        } catch (PebbleException e) {
            String why = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case NOT_READY -> new Standing.Waits(why);
                case REFUSED, CHANGE_FAILED -> new Standing.Stuck(why);
            };
        }
    }

    private Standing converge(Pebble pebble, ObservedContainer container, Instant now) {
        Limits limits = container.facts().limits();
        Resources resources = new Resources(limits.memory(), limits.limited(), Math.ceilDiv(limits.milliCpus(), 1000));
        List<String> objections = settings.objections(resources);
        if (!objections.isEmpty()) {
            return new Standing.Stuck(String.join("; ", objections));
        }
        PatroniConfig config =
                new PatroniConfig(names, unit, container.image(), resources, settings, secret.passwords());
        Layer layer = PatroniLayer.of(container.image());
        MemberPlan plan = plan(container, config, layer, now);
        if (!plan.directories().isEmpty()) {
            pebble.makeDirectories(plan.directories());
        }
        if (!plan.files().isEmpty()) {
            pebble.write(plan.files());
        }
        switch (plan.start()) {
            case NOTHING -> {}
            case RELOAD -> pebble.signal("SIGHUP", PatroniLayer.PATRONI);
            case START -> pebble.start(layer.services().keySet().toArray(String[]::new));
            case REPLAN -> {
                pebble.addLayer(PatroniLayer.LABEL, layer);
                pebble.replan();
            }
        }
        return new Standing.Runs(plan.starts(), config);
    }

    MemberPlan plan(ObservedContainer container, PatroniConfig config, Layer layer, Instant now) {
        boolean newContainer = !container.plan().services().contains(PatroniLayer.PATRONI);
        List<FileToWrite> files = new MemberFiles(container.files(), container.owner()).differing(config, secret, now);
        return new MemberPlan(newContainer ? directories(container) : List.of(), files, start(container, layer, files));
    }

    private static MemberPlan.Start start(ObservedContainer container, Layer layer, List<FileToWrite> files) {
        if (!container.plan().holds(layer)) {
            return MemberPlan.Start.REPLAN;
        }
        boolean runs = layer.services().keySet().stream()
                .allMatch(name -> container.services().containsKey(name)
                        && runs(container.services().get(name)));
        if (!runs) {
            return MemberPlan.Start.START;
        }
        return files.isEmpty() ? MemberPlan.Start.NOTHING : MemberPlan.Start.RELOAD;
    }

    /// A service in backoff is started again by Pebble itself.
    private static boolean runs(ServiceState service) {
        return switch (service.current()) {
            case ACTIVE, BACKOFF -> true;
            case INACTIVE, ERROR -> false;
        };
    }

    private static List<DirectoryToMake> directories(ObservedContainer container) {
        return Places.DIRECTORIES.stream()
                .map(path -> new DirectoryToMake(path, PRIVATE, container.owner()))
                .toList();
    }
}
