package pgcharm.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that reads one command a line and answers each with one line, both JSON objects.
final class JsonLines implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    private JsonLines(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static JsonLines start(List<String> command) {
        try {
            return new JsonLines(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /// The result of a command.
    ///
    /// @throws IllegalArgumentException with the program's words, when it refuses
    JsonNode command(String name, Map<String, Object> arguments) {
        Map<String, Object> line = new HashMap<>(arguments);
        line.put("cmd", name);
        try {
            commands.write(JSON.writeValueAsString(line) + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the model's program ended in the middle of " + name);
            }
            JsonNode reply = JSON.readTree(answer);
            if (!reply.path("ok").asBoolean()) {
                throw new IllegalArgumentException(reply.path("error").asString());
            }
            return reply.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException("the model's program cannot be talked to in " + name, e);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            answers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
