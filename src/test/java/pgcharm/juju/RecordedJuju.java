package pgcharm.juju;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.ActionRun;
import pgcharm.local.model.Hook;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.Task;
import pgcharm.local.model.World;
import pgcharm.local.tools.HookIo;
import pgcharm.local.tools.ToolAnswer;
import pgcharm.local.tools.ToolCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The hook tools in a recorded state of Juju. That they answer as Juju's own do is proved elsewhere, by replaying all
/// recorded calls.
final class RecordedJuju implements ToolRunner {
    private static final JsonNode WORLDS = new ObjectMapper().readTree(worlds());

    private final pgcharm.local.tools.HookTools tools;
    private final Path directory;
    private final List<List<String>> calls = new ArrayList<>();

    private RecordedJuju(HookContext running, Path directory) {
        this.tools = new pgcharm.local.tools.HookTools(running, new NoOutside());
        this.directory = directory;
    }

    /// The leader of application `app`, which is related to `client`, `client2` and `empty` as `db:1`, `db:2`, `db:3`.
    static RecordedJuju leader(Path directory) {
        World world = new World(WORLDS.path("w1"), "app/0", true);
        return new RecordedJuju(HookContext.of(world.model(), world.unit(), updateStatus(world)), directory);
    }

    static RecordedJuju follower(Path directory) {
        World world = new World(WORLDS.path("w2"), "app/1", false);
        return new RecordedJuju(HookContext.of(world.model(), world.unit(), updateStatus(world)), directory);
    }

    /// The leader, while a person waits for an action.
    static RecordedJuju action(Path directory, Map<String, Object> parameters) {
        World world = new World(WORLDS.path("w18"), "app/0", true);
        ActionRun action = new ActionRun(new Task(1, "act", new TreeMap<>(parameters)));
        return new RecordedJuju(HookContext.of(world.model(), world.unit(), action), directory);
    }

    HookTools hookTools() {
        return new HookTools(this, directory);
    }

    /// Every call so far, with its arguments.
    List<List<String>> calls() {
        return calls;
    }

    @Override
    public Result run(List<String> argv) {
        calls.add(argv);
        ToolAnswer answer = tools.run(new ToolCall(argv.getFirst(), argv.subList(1, argv.size()), directory, () -> ""));
        return new Result(answer.exit(), answer.stdout(), answer.stderr());
    }

    private static Hook updateStatus(World world) {
        return world.hook(new ObjectMapper().readTree("{\"name\": \"update-status\"}"));
    }

    private static String worlds() {
        try (InputStream worlds =
                requireNonNull(RecordedJuju.class.getResourceAsStream("/hook-tools/worlds.json"), "worlds.json")) {
            return new String(worlds.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record NoOutside() implements HookIo {
        @Override
        public void log(String level, String message) {}

        @Override
        public Optional<Path> resource(String name) {
            return Optional.empty();
        }
    }
}
