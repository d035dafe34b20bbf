package pgcharm.juju;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// Juju's hook tools, typed. Everything written here is committed by Juju when the hook ends with exit code 0, except
/// statuses and the workload version, which take effect at once.
public final class HookTools {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:/-]{0,127}");

    /// Longer than any label that is written here.
    private static final int LABEL_CHARACTERS = 255;

    /// Juju stands by a `true` for 30 s, which leaves time for what is done then.
    private static final long LEADER_NANOS = Duration.ofSeconds(15).toNanos();

    private final ToolRunner runner;
    private final SecretFiles secretFiles;
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

    /// The latest revision of another's secret, which this unit then tracks.
    ///
    /// @param uri also one that a client wrote: what could be an option of the tool, or no argument at all, is not
    /// passed to it
    public SecretContent latestSecret(String uri) {
        if (!SECRET.matcher(uri).matches()) {
            throw HookToolException.of("secret-get", 2, "secret URI not valid");
        }
        return new SecretContent(Json.strings("secret-get", call("secret-get", uri, "--refresh", "--format=json")));
    }

    /// The latest revision of an own secret. From its first read on this unit holds on to the revision it read.
    public SecretContent ownSecret(String uri) {
        return new SecretContent(Json.strings("secret-get", call("secret-get", uri, "--peek", "--format=json")));
    }

    /// The latest revision of the application's secret with this label, which this unit then tracks: every unit of the
    /// application may read it. Empty where there is none.
    public Optional<SecretContent> labelledSecret(String label) {
        try {
            String printed = call("secret-get", "--label", label, "--refresh", "--format=json");
            return Optional.of(new SecretContent(Json.strings("secret-get", printed)));
        } catch (HookToolException e) {
            if (e.kind() == HookToolException.Kind.SECRET_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// URI of the own secret with this label, also of one that outlived a failed commit.
    ///
    /// @param label also with a name that somebody wrote: none has a label that cannot be an argument
    public Optional<String> findSecret(String label) {
        if (label.length() > LABEL_CHARACTERS || label.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return secretInfo(List.of("secret-info-get", "--label", label, "--format=json"));
    }

    /// Whether the secret is this application's; to be asked by its leader.
    public boolean isOwnSecret(String uri) {
        return secretInfo(List.of("secret-info-get", uri, "--format=json")).isPresent();
    }

    private Optional<String> secretInfo(List<String> argv) {
        try {
            Set<String> ids = Json.strings("secret-info-get", call(argv)).keySet();
            if (ids.size() != 1) {
                throw HookToolException.nonsense("secret-info-get", "not one secret");
            }
            return ids.stream().map(id -> "secret:" + id).findFirst();
        } catch (HookToolException e) {
            if (e.kind() == HookToolException.Kind.SECRET_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Adds a secret of the application; returns its URI.
    public String addSecret(String label, Map<String, String> content) {
        String uri = withContent(content, List.of("secret-add", "--owner", "application", "--label", label))
                .strip();
        if (!uri.startsWith("secret:") || !SECRET.matcher(uri).matches()) {
            throw HookToolException.nonsense("secret-add", "not a secret's URI");
        }
        return uri;
    }

    /// Makes a new revision with exactly this content, and lets go of the one that this unit has read: Juju offers
    /// only revisions for removal that nobody holds on to, the owner included.
    public void setSecret(String uri, Map<String, String> content) {
        withContent(content, List.of("secret-set", uri));
        call("secret-get", uri, "--refresh", "--format=json");
    }

    public void grantSecret(String uri, RelationId relation) {
        call("secret-grant", uri, "-r", relation.toString());
    }

    public void removeSecret(String uri) {
        call("secret-remove", uri);
    }

    public void removeRevision(String uri, int revision) {
        call("secret-remove", uri, "--revision", Integer.toString(revision));
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
        call(argv);
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
            return call(argv);
        });
    }

    private String withContent(Map<String, String> content, List<String> command) {
        return secretFiles.with(content, files -> {
            List<String> argv = new ArrayList<>(command);
            files.forEach((key, file) -> argv.add(key + "#file=" + file));
            return call(argv);
        });
    }

    private static boolean truth(String tool, String printed) {
        if (Json.value(tool, printed) instanceof Boolean answer) {
            return answer;
        }
        throw HookToolException.nonsense(tool, "neither true nor false");
    }

    private String call(String... argv) {
        return call(List.of(argv));
    }

    private String call(List<String> argv) {
        ToolRunner.Result result = runner.run(argv);
        if (result.exit() != 0) {
            throw HookToolException.of(argv.getFirst(), result.exit(), result.stderr());
        }
        return result.stdout();
    }
}
