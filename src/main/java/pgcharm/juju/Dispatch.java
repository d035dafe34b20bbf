package pgcharm.juju;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A charm's process from environment to exit code.
public final class Dispatch {
    private static final Duration TOOL_TIMEOUT = Duration.ofSeconds(15);

    private Dispatch() {}

    /// @param variables as Juju sets them for `dispatch`
    /// @param out goes to the Juju log as DEBUG, in an action to its results
    /// @param err goes to the Juju log as WARNING, in an action to its results
    /// @param charm handles the event; an exception means that a retry by Juju is the remedy
    /// @return 0, or 1 when Juju should run the hook again
    public static int run(
            Map<String, String> variables, PrintStream out, PrintStream err, BiConsumer<Event, Invocation> charm) {
        AotCache.removeUnusable();
        try {
            Event event = Event.from(variables);
            if (!(event instanceof Event.Unknown)) {
                charm.accept(event, invocation(variables, event instanceof Event.Action ? line -> {} : out::println));
            }
            return 0;
        } catch (RunAgain _) {
            return again(variables, err);
        } catch (HookToolException | IllegalArgumentException e) {
            err.println("ERROR " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            err.println("ERROR unexpected " + e + place(e));
            return 1;
        }
    }

    private static int again(Map<String, String> variables, PrintStream err) {
        Path dispatch = Path.of(required("JUJU_CHARM_DIR", variables), "dispatch");
        try {
            return new ProcessBuilder(dispatch.toString()).inheritIO().start().waitFor();
        } catch (IOException e) {
            err.println("ERROR cannot run " + dispatch + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Invocation invocation(Map<String, String> variables, Consumer<String> log) {
        Path directory = Path.of(required("JUJU_CHARM_DIR", variables));
        HookTools tools = new HookTools(new ProcessToolRunner(variables, TOOL_TIMEOUT), directory);
        return new Invocation(
                variables,
                required("JUJU_MODEL_UUID", variables),
                required("JUJU_MODEL_NAME", variables),
                required("JUJU_UNIT_NAME", variables),
                directory,
                tools,
                new Statuses(tools, directory),
                log);
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
