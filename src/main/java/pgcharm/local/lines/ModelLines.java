package pgcharm.local.lines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pgcharm.local.Model;
import pgcharm.local.charm.CharmException;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.model.ModelException;
import pgcharm.local.run.RunException;
import tools.jackson.core.JacksonException;

/// The program: `{"cmd": "deploy", "app": "db", "charm_dir": "…"}` in, `{"ok": true, "result": …}` or
/// `{"ok": false, "error": "…"}` out. With `-workdir <directory>` the model stays there when input ends.
public final class ModelLines {
    private ModelLines() {}

    public static void main(String[] arguments) throws IOException {
        boolean stays = arguments.length == 2 && arguments[0].equals("-workdir");
        Path directory = stays ? Path.of(arguments[1]) : Files.createTempDirectory("model-");
        try (Model model = Model.open(directory);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            serve(new Commands(model), in, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
        if (!stays) {
            CharmFiles.delete(directory);
        }
    }

    private static void serve(Commands commands, BufferedReader in, PrintStream out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                out.println(Request.print(answer(commands, line)));
            }
        }
    }

    static Map<String, Object> answer(Commands commands, String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            Object result = commands.run(Request.parse(line));
            answer.put("ok", true);
            answer.put("result", result);
        } catch (ModelException | CharmException | RunException | JacksonException e) {
            answer.put("ok", false);
            answer.put("error", String.valueOf(e.getMessage()));
        }
        return answer;
    }

    /// For callers in Java: one request, one answer.
    public static String answer(Model model, String line) {
        return Request.print(answer(new Commands(model), line));
    }
}
