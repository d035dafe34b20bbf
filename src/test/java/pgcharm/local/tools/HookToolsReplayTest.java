package pgcharm.local.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.model.ActionRun;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.Task;
import pgcharm.local.model.World;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Replays recorded calls of Juju's own hook tools: the same call in the same state gives the same answer.
final class HookToolsReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEW_SECRET = Pattern.compile("c[0-9a-v]{18}g");
    private static final Pattern TIME = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z");
    private static final Pattern REPEAT = Pattern.compile("\\$REPEAT\\{(.),([0-9]+)\\}");

    /// Records that stand although they differ, by number, and why.
    private static final Map<Integer, String> EXCLUDED = Map.of(
            5, "the text of --help",
            6, "the text of --help",
            11, "said by the program in front of the tools, which has a test of its own",
            12, "said by the program in front of the tools, which has a test of its own",
            13, "said by the program in front of the tools, which has a test of its own",
            946, "payload-register is no more in Juju 4",
            947, "k8s-spec-get is no more in Juju 4",
            948, "k8s-raw-get is no more in Juju 4",
            949, "add-metric is no more in Juju 4");

    @TempDir
    private Path directory;

    @Test
    void answersAsJujuDid() throws IOException {
        JsonNode worlds = JSON.readTree(expand(new String(open("worlds.json").readAllBytes(), StandardCharsets.UTF_8)));
        List<String> differences = new ArrayList<>();
        int passed = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("hook-tools.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode record = JSON.readTree(expand(line));
                Optional<String> difference =
                        replay(record, worlds.path(record.at("/context/world").asString()));
                boolean excluded = EXCLUDED.containsKey(record.path("id").asInt());
                if (excluded) {
                    assertThat(difference).as("an exclusion that is not needed").isPresent();
                    continue;
                }
                difference.ifPresent(differences::add);
                passed += difference.isEmpty() ? 1 : 0;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(passed).isEqualTo(950 - EXCLUDED.size());
    }

    private Optional<String> replay(JsonNode record, JsonNode json) throws IOException {
        JsonNode context = record.path("context");
        World world = new World(
                json, context.path("unit").asString(), context.path("leader").booleanValue());
        HookContext running = context.path("hook").has("action")
                ? HookContext.of(world.model(), world.unit(), new ActionRun(task(context.path("hook"))))
                : HookContext.of(world.model(), world.unit(), world.hook(context.path("hook")));
        HookTools tools =
                new HookTools(running, new Outside(context.path("unit").asString()));
        Files.deleteIfExists(directory.resolve("out.txt"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : context.path("files").properties()) {
            Path path = Path.of(here(file.getKey()));
            Files.write(path, content(file.getValue()));
            files.add(path);
        }
        List<String> outputs = new ArrayList<>();
        for (JsonNode before : context.path("before")) {
            outputs.add(tools.run(call(before, outputs)).stdout().strip());
        }
        ToolAnswer answer = tools.run(call(record, outputs));
        for (Path file : files) {
            Files.delete(file);
        }
        outputs.add(answer.stdout());
        String expected = record.path("exit").asInt() + "|"
                + record.path("stdout").asString() + "|" + record.path("stderr").asString();
        String actual = answer.exit() + "|" + masked(answer.stdout(), outputs) + "|" + masked(answer.stderr(), outputs);
        boolean same = record.path("unordered").booleanValue(false)
                ? sorted(expected).equals(sorted(actual))
                : expected.equals(actual);
        return same
                ? Optional.empty()
                : Optional.of(record.path("id") + " " + record.path("tool").asString() + " " + record.path("args")
                        + "\n  Juju: " + expected + "\n  here: " + actual);
    }

    private record Outside(String unit) implements HookIo {
        @Override
        public void log(String level, String message) {}

        @Override
        public Optional<Path> resource(String name) {
            return name.equals("data") ? Optional.of(Path.of("$UNIT_DIR/resources/data/data.txt")) : Optional.empty();
        }
    }

    private static Task task(JsonNode hook) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("name", "nobody");
        parameters.putAll(JSON.convertValue(hook.path("params"), new TypeReference<Map<String, Object>>() {}));
        return new Task(1, "act", new TreeMap<>(parameters));
    }

    private ToolCall call(JsonNode json, List<String> outputs) {
        List<String> words = json.path("args")
                .valueStream()
                .map(argument -> here(argument.asString()))
                .map(argument -> withOutputs(argument, outputs))
                .toList();
        String input = json.path("stdin").asString("");
        return new ToolCall(json.path("tool").asString(), words, directory, () -> input);
    }

    private static String withOutputs(String argument, List<String> outputs) {
        String text = argument;
        for (int i = 0; i < outputs.size(); i++) {
            text = text.replace("$STDOUT" + (i + 1), outputs.get(i));
        }
        return text;
    }

    private String here(String text) {
        return text.replace("$TMP", directory.toString());
    }

    /// Puts the placeholders of the records where they belong.
    private String masked(String text, List<String> outputs) {
        String masked = text.replace(directory.toString(), "$TMP");
        List<String> fresh = outputs.stream()
                .flatMap(output -> NEW_SECRET.matcher(output).results())
                .map(match -> match.group())
                .filter(id -> !id.startsWith("ck0000010"))
                .distinct()
                .toList();
        for (int i = 0; i < fresh.size(); i++) {
            masked = masked.replace(fresh.get(i), "$NEW_SECRET_ID" + (i == 0 ? "" : i + 1));
        }
        return TIME.matcher(masked)
                .replaceAll(
                        match -> match.group().startsWith("2099") ? match.group() : Matcher.quoteReplacement("$TIME"));
    }

    private static byte[] content(JsonNode file) {
        return file.isString()
                ? file.asString().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(file.path("base64").asString());
    }

    private static String sorted(String text) {
        String[] parts = text.split("[^a-z0-9]+");
        Arrays.sort(parts);
        return String.join(" ", parts);
    }

    private static String expand(String text) {
        return REPEAT.matcher(text).replaceAll(match -> match.group(1).repeat(Integer.parseInt(match.group(2))));
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(HookToolsReplayTest.class.getResourceAsStream("/hook-tools/" + name), name);
    }
}
