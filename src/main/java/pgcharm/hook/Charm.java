package pgcharm.hook;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import pgcharm.access.Realm;
import pgcharm.juju.Event;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.ProcessToolRunner;
import pgcharm.juju.Statuses;

/// The provider charm: one event from start to exit code.
public final class Charm {
    private static final Duration TOOL_TIMEOUT = Duration.ofSeconds(15);

    private Charm() {}

    /// @param variables as Juju sets them for `dispatch`
    /// @param out goes to the Juju log as DEBUG, in an action to its results
    /// @param err goes to the Juju log as WARNING, in an action to its results
    /// @return 0, or 1 when a retry by Juju is the remedy
    public static int run(Map<String, String> variables, PrintStream out, PrintStream err) {
        try {
            Event event = Event.from(variables);
            if (!(event instanceof Event.Unknown)) {
                new Hooks(context(variables, event instanceof Event.Action ? line -> {} : out::println)).handle(event);
            }
            return 0;
        } catch (HookToolException | IllegalArgumentException e) {
            err.println("ERROR " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            err.println("ERROR unexpected " + e + place(e));
            return 1;
        }
    }

    private static Context context(Map<String, String> variables, Log log) {
        Path directory = Path.of(required("JUJU_CHARM_DIR", variables));
        HookTools tools = new HookTools(new ProcessToolRunner(variables, TOOL_TIMEOUT), directory);
        String unit = required("JUJU_UNIT_NAME", variables);
        Realm realm = new Realm(required("JUJU_MODEL_UUID", variables), unit.substring(0, unit.indexOf('/')));
        return new Context(
                tools, new Statuses(tools, directory), realm, unit, Clock.systemUTC(), new SecureRandom(), log);
    }

    private static String required(String variable, Map<String, String> variables) {
        return Optional.ofNullable(variables.get(variable))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "environment variable " + variable + " is not set: dispatch is run by Juju"));
    }

    /// Where a fault of the charm itself shows, in one line.
    private static String place(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < Math.min(5, trace.length); i++) {
            place.append(i == 0 ? " at " : " < ").append(trace[i]);
        }
        return place.toString();
    }
}
