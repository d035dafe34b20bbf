package pgcharm.juju;

import java.util.function.Consumer;

/// One run of a charm: for which unit, and what it has at hand.
///
/// @param log lines for the Juju log; silent in an action, where what is printed becomes part of the results
public record Invocation(String modelUuid, String unit, HookTools tools, Statuses statuses, Consumer<String> log) {
    public String application() {
        return unit.substring(0, unit.indexOf('/'));
    }
}
