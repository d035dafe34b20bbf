package pgcharm;

import java.io.PrintStream;
import java.util.Map;

/// What a process is started with.
public record Environment(Map<String, String> variables, PrintStream out, PrintStream err) {
    public Environment {
        variables = Map.copyOf(variables);
    }
}
