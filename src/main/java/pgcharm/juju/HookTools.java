package pgcharm.juju;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Juju's hook tools, typed. Everything written here is committed by Juju when the hook ends with exit code 0, except
/// statuses and the workload version, which take effect at once.
public final class HookTools {
    /// Juju stands by a `true` for 30 s, which leaves time for what is done then.
    private static final long LEADER_NANOS = Duration.ofSeconds(15).toNanos();

    private final ToolRunner runner;
    private final SecretFiles secretFiles;
    private final Secrets secrets;
    private final LongSupplier nanos;
    private Optional<Boolean> leader = Optional.empty();
    private long leaderSince;
    private Optional<Map<String, String>> config = Optional.empty();

    /// @param charmDirectory where values that must not stand in arguments are put for a moment
    public HookTools(ToolRunner runner, Path charmDirectory) {
        this(runner, charmDirectory, System::nanoTime);
    }

    HookTools(ToolRunner runner, Path charmDirectory, LongSupplier nanos) {
        this.runner = runner;
        this.nanos = nanos;
        this.secretFiles = new SecretFiles(charmDirectory.toAbsolutePath().resolve(".secrets"));
        this.secrets = new Secrets(runner, secretFiles);
    }

    public Secrets secrets() {
        return secrets;
    }

    /// Asked once.
    public boolean isLeader() {
        boolean answer = leader.orElseGet(this::askWhetherItLeads);
        leader = Optional.of(answer);
        return answer;
    }

    private boolean askWhetherItLeads() {
        leaderSince = nanos.getAsLong();
        return truth("is-leader", call("is-leader", "--format=json"));
    }

    /// To be called before what no failed commit undoes: asks again once the answer is older than Juju stands by it.
    ///
    /// @throws HookToolException when another unit leads now
    public void requireLeadership() {
        if (nanos.getAsLong() - leaderSince > LEADER_NANOS) {
            leader = Optional.empty();
        }
        if (!isLeader()) {
            throw HookToolException.notLeader();
        }
    }

    /// Options that have a value, as text. Asked once.
    public Map<String, String> config() {
        Map<String, String> answer =
                config.orElseGet(() -> Json.strings("config-get", call("config-get", "--format=json")));
        config = Optional.of(answer);
        return answer;
    }

    /// Relations of an endpoint; in a broken hook the broken one is left out since Juju 3.6.
    public List<RelationId> relations(String endpoint) {
        String printed = call("relation-ids", endpoint, "--format=json");
        return Json.list("relation-ids", printed).stream()
                .map(RelationId::of)
                .sorted()
                .toList();
    }

    /// The remote application's name.
    public String remoteApplication(RelationId relation) {
        Object printed =
                Json.value("relation-list", call("relation-list", "-r", relation.toString(), "--app", "--format=json"));
        if (printed instanceof String name) {
            return name;
        }
        throw HookToolException.nonsense("relation-list", "not a name");
    }

    /// An application's databag; of one's own application it shows what this hook wrote, and only the leader may read
    /// it.
    public Map<String, String> databag(RelationId relation, String application) {
        return Json.strings(
                "relation-get",
                call("relation-get", "-r", relation.toString(), "--app", "--format=json", "-", application));
    }

    /// The units of the other side that have joined; in a departed hook without the one that goes.
    public List<String> remoteUnits(RelationId relation) {
        return Json.list("relation-list", call("relation-list", "-r", relation.toString(), "--format=json"));
    }

    /// The databag of any unit of the relation.
    public Map<String, String> unitDatabag(RelationId relation, String unit) {
        return Json.strings(
                "relation-get", call("relation-get", "-r", relation.toString(), "--format=json", "-", unit));
    }

    /// Writes into the own application's databag; an empty value removes the key.
    public void write(RelationId relation, Map<String, String> changes) {
        write(changes, List.of("relation-set", "-r", relation.toString(), "--app"));
    }

    /// Writes into the own unit's databag; an empty value removes the key.
    public void writeUnit(RelationId relation, Map<String, String> changes) {
        write(changes, List.of("relation-set", "-r", relation.toString()));
    }

    public void setUnitStatus(UnitStatus status) {
        call("status-set", status.level().word(), "--", status.message());
    }

    public void setApplicationStatus(UnitStatus status) {
        call("status-set", "--application=true", status.level().word(), "--", status.message());
    }

    public void setWorkloadVersion(String version) {
        call("application-version-set", "--", version);
    }

    /// Parameters of the running action, as text.
    public Map<String, String> actionParameters() {
        return Json.strings("action-get", call("action-get", "--format=json"));
    }

    /// @param results keys may be nested with dots; Juju takes the values as arguments only
    public void setActionResults(Map<String, String> results) {
        List<String> argv = new ArrayList<>(List.of("action-set", "--"));
        new TreeMap<>(results).forEach((key, value) -> argv.add(key + "=" + value));
        runner.printed(argv);
    }

    public void failAction(String message) {
        call("action-fail", "--", message);
    }

    /// A line of progress for the person who waits for an action.
    public void logAction(String message) {
        call("action-log", "--", message);
    }

    private void write(Map<String, String> changes, List<String> command) {
        secretFiles.with(Map.of("databag", Json.yaml(changes)), files -> {
            List<String> argv = new ArrayList<>(command);
            files.values().forEach(file -> argv.addAll(List.of("--file", file.toString())));
            return runner.printed(argv);
        });
    }

    private static boolean truth(String tool, String printed) {
        if (Json.value(tool, printed) instanceof Boolean answer) {
            return answer;
        }
        throw HookToolException.nonsense(tool, "neither true nor false");
    }

    private String call(String... argv) {
        return runner.printed(List.of(argv));
    }
}
