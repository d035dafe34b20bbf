package pgcharm.integrator;

import java.io.PrintStream;
import java.util.Map;
import pgcharm.juju.Dispatch;

/// The data-integrator charm: one event from start to exit code.
public final class Charm {
    private Charm() {}

    /// Parameters and result as in [Dispatch#run].
    public static int run(Map<String, String> variables, PrintStream out, PrintStream err) {
        return Dispatch.run(variables, out, err, (event, invocation) -> new Hooks(invocation).handle(event));
    }
}
