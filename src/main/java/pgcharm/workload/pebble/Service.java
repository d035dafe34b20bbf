package pgcharm.workload.pebble;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A program that Pebble keeps running, as one user, with its own environment, started by `replan` and again whenever
/// it ends. It replaces a service of the same name that the image brings.
///
/// @param command split into words as a shell does, without being run by one
/// @param environment holds no secret: the plan is open to every user of the container
/// @param killDelay how long the program may take to end before it is killed
public record Service(
        String summary, String command, FileOwner owner, Map<String, String> environment, Duration killDelay) {
    public Service {
        environment = Map.copyOf(environment);
    }

    /// As Pebble shows it in its plan, so that both can be compared.
    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        if (!summary.isEmpty()) {
            shape.put("summary", summary);
        }
        shape.put("startup", "enabled");
        shape.put("override", "replace");
        shape.put("command", command);
        if (!environment.isEmpty()) {
            shape.put("environment", environment);
        }
        shape.put("user", owner.user());
        shape.put("group", owner.group());
        shape.put("on-success", "restart");
        shape.put("on-failure", "restart");
        shape.put("kill-delay", GoDuration.text(killDelay));
        return shape;
    }
}
