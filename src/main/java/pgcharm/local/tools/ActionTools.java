package pgcharm.local.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.model.ActionRun;
import pgcharm.local.model.ModelException;

/// action-get, action-set, action-fail, action-log.
final class ActionTools {
    private static final String KEY = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final List<String> RESERVED = List.of("stdout", "stdout-encoding", "stderr", "stderr-encoding");

    private ActionTools() {}

    static Map<String, Tool> all() {
        return Map.of(
                "action-get", new Tool(new Flags().output(), ActionTools::get),
                "action-set", new Tool(new Flags(), ActionTools::set),
                "action-fail", new Tool(new Flags(), ActionTools::fail),
                "action-log", new Tool(new Flags(), ActionTools::log));
    }

    private static ActionRun action(Invocation call) {
        return call.context().action().orElseThrow(() -> new ModelException("not running an action"));
    }

    private static String get(Invocation call) {
        call.words().noMoreThan(1);
        Object value = action(call).task().parameters();
        if (call.argument(0).isEmpty()) {
            return call.print(value);
        }
        for (String part : call.argument(0).orElse("").split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(part)) {
                return call.print(Optional.empty());
            }
            value = Optional.<Object>ofNullable(map.get(part)).orElse("");
        }
        return call.print(value);
    }

    private static String set(Invocation call) {
        for (String argument : call.words().arguments()) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new UsageException("argument \"" + argument + "\" must be of the form key...=value");
            }
            for (String part : argument.substring(0, equals).split("\\.", -1)) {
                if (!part.matches(KEY)) {
                    throw new UsageException("key \"" + part + "\" must start and end with lowercase alphanumeric,"
                            + " and contain only lowercase alphanumeric, hyphens and periods");
                }
                if (RESERVED.contains(part)) {
                    throw new UsageException("cannot set reserved action key \"" + part + "\"");
                }
            }
        }
        ActionRun action = action(call);
        for (String argument : call.words().arguments()) {
            int equals = argument.indexOf('=');
            action.set(List.of(argument.substring(0, equals).split("\\.", -1)), argument.substring(equals + 1));
        }
        return "";
    }

    private static String fail(Invocation call) {
        call.words().noMoreThan(1);
        action(call).fail(call.argument(0).orElse("action failed without reason given, check action for errors"));
        return "";
    }

    private static String log(Invocation call) {
        if (call.words().arguments().isEmpty()) {
            throw new UsageException("no message specified");
        }
        action(call).log(String.join(" ", call.words().arguments()));
        return "";
    }
}
