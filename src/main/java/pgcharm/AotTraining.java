package pgcharm;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Runs many hooks in one JVM, so that one AOT cache can be recorded for all of them. Only the build starts this.
///
/// Arguments: a directory, and the name of the charm's main class. Each hook's environment comes, NUL separated as
/// `env -0` prints it, through the FIFO `request` of the directory; its exit code goes back through the FIFO `answer`.
/// An empty request ends the training.
final class AotTraining {
    private AotTraining() {}

    public static void main(String[] arguments) throws IOException {
        Environment own = new Environment(System.getenv(), System.out, System.err);
        Path directory = Path.of(arguments[0]);
        while (true) {
            String request = read(directory.resolve("request"));
            if (request.isEmpty()) {
                return;
            }
            int exit = run(arguments[1], new Environment(variables(request), own.out(), own.err()));
            Files.writeString(directory.resolve("answer"), exit + "\n");
        }
    }

    private static int run(String main, Environment environment) {
        return switch (main) {
            case "Main" -> Main.run(environment);
            case "IntegratorMain" -> IntegratorMain.run(environment);
            default -> throw new IllegalArgumentException("there is no main class " + main);
        };
    }

    private static String read(Path fifo) throws IOException {
        try (InputStream stream = new FileInputStream(fifo.toFile())) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> variables(String request) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : request.split("\0")) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }
}
