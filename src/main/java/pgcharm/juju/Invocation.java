package pgcharm.juju;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// One run of a charm: for which unit, and what it has at hand.
///
/// @param modelName which is also the Kubernetes namespace of the model's pods
/// @param directory of the unpacked charm
/// @param log lines for the Juju log; silent in an action, where what is printed becomes part of the results
/// @param environment of the process
public record Invocation(
        Map<String, String> environment,
        String modelUuid,
        String modelName,
        String unit,
        Path directory,
        HookTools tools,
        Statuses statuses,
        Consumer<String> log) {
    public String application() {
        return unit.substring(0, unit.indexOf('/'));
    }
}
