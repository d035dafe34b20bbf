package pgcharm.workload.pebble;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Pebble in the workload container. Every call is one request, unless it says otherwise, and ends within seconds.
///
/// All calls throw [PebbleException]: not ready, refused, or the change failed.
public final class Pebble implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CHANGE = Duration.ofSeconds(40);
    private static final Duration SLICE = Duration.ofSeconds(4);

    private final Api api;
    private final Duration changePatience;

    private Pebble(Api api, Duration changePatience) {
        this.api = api;
        this.changePatience = changePatience;
    }

    /// Nothing is read before the first call.
    ///
    /// @param socket `/charm/containers/<container>/pebble.socket`
    public static Pebble at(Path socket) {
        return at(socket, ANSWER, CHANGE);
    }

    /// @param answer how long one answer may take
    /// @param change how long services may take to start and to stop
    static Pebble at(Path socket, Duration answer, Duration change) {
        return new Pebble(new Api(new Connection(socket, answer)), change);
    }

    public SystemInfo systemInfo() {
        Fields info = Fields.of(api.get("ask for the version", "/v1/system-info"));
        return new SystemInfo(info.text("version"), info.text("boot-id"));
    }

    /// The contents of those of the files that exist, by their absolute paths; bytes that are no UTF-8 are replaced.
    public Map<String, String> read(List<String> paths) {
        return new Files(api).read(paths);
    }

    /// The entries of a directory, sorted by name; none for a directory that does not exist.
    ///
    /// @param pattern of names, as a shell has them: `*`, `?`, `[a-z]`
    public List<FileInfo> list(String directory, String pattern) {
        return new Files(api).list(directory, pattern);
    }

    /// Each file appears whole or not at all. Directories must exist.
    public void write(List<FileToWrite> files) {
        new Files(api).write(files);
    }

    /// Directories that exist stay as they are.
    public void makeDirectories(List<DirectoryToMake> directories) {
        new Files(api).makeDirectories(directories);
    }

    public Plan plan() {
        return Plan.of(String.valueOf(api.get("read the plan", "/v1/plan?format=yaml")));
    }

    /// Adds the layer, or puts it over what was added under this label before. Services go on running as they are until
    /// [#replan].
    public void addLayer(String label, Layer layer) {
        Map<String, Object> body = new TreeMap<>();
        body.put("action", "add");
        body.put("combine", true);
        body.put("label", label);
        body.put("format", "yaml");
        body.put("layer", layer.yaml());
        api.post("add the layer " + label, "/v1/layers", body);
    }

    /// By name.
    public Map<String, ServiceState> services() {
        return Fields.listOf(api.get("list the services", "/v1/services")).stream()
                .map(Replies::service)
                .collect(Collectors.toMap(ServiceState::name, state -> state, (one, _) -> one, TreeMap::new));
    }

    /// Starts what is enabled and does not run, restarts what is running with another configuration. Two requests and
    /// more: it waits until that is done, as start, stop and restart do.
    public void replan() {
        change("replan", List.of());
    }

    public void start(String... services) {
        change("start", List.of(services));
    }

    public void stop(String... services) {
        change("stop", List.of(services));
    }

    /// Starts those that do not run.
    public void restart(String... services) {
        change("restart", List.of(services));
    }

    /// @param signal with its prefix: `SIGHUP`
    public void signal(String signal, String service) {
        api.post("signal " + service, "/v1/signals", Map.of("signal", signal, "services", List.of(service)));
    }

    /// By name.
    public Map<String, CheckState> checks() {
        return Fields.listOf(api.get("list the checks", "/v1/checks")).stream()
                .map(Replies::check)
                .collect(Collectors.toMap(CheckState::name, state -> state, (one, _) -> one, TreeMap::new));
    }

    /// @param type `custom`, or what else Pebble has
    /// @param keys all, when there are none
    public List<Notice> notices(String type, String... keys) {
        String query = Stream.of(keys).map(key -> "&keys=" + Api.encode(key)).collect(Collectors.joining());
        return Fields.listOf(api.get("list the notices", "/v1/notices?types=" + Api.encode(type) + query)).stream()
                .map(Replies::notice)
                .toList();
    }

    public Change change(String id) {
        return Replies.change(Fields.of(api.get("read change " + id, "/v1/changes/" + Api.encode(id))));
    }

    @Override
    public void close() {
        api.close();
    }

    private void change(String action, List<String> services) {
        String what = Stream.concat(Stream.of(action), services.stream()).collect(Collectors.joining(" "));
        String id = api.begin(what, "/v1/services", Map.of("action", action, "services", services));
        Optional<Change> ended = Optional.empty();
        long deadline = System.nanoTime() + changePatience.toNanos();
        while (ended.isEmpty() && System.nanoTime() < deadline) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
            ended = api.ended(id, left.compareTo(SLICE) < 0 ? left : SLICE);
        }
        Change change = ended.orElseThrow(() -> PebbleException.unfinished(what, changePatience));
        if (change.error().isPresent() || !change.status().equals("Done")) {
            throw PebbleException.changeFailed(change);
        }
    }
}
