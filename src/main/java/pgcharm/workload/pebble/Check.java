package pgcharm.workload.pebble;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Pebble looks at again and again.
///
/// @param threshold failures in a row that make it down
public record Check(Level level, Duration period, Duration timeout, int threshold, Target target) {
    /// What of the pod depends on the check.
    public enum Level {
        ALIVE,
        READY
    }

    public sealed interface Target {
        /// Something takes connections.
        record Tcp(String host, int port) implements Target {}

        /// The answer is 2xx; `https` is not verified against an authority of one's own.
        record Http(String url) implements Target {}

        /// The program ends with 0.
        record Exec(String command, FileOwner owner) implements Target {}
    }

    /// As Pebble shows it in its plan, so that both can be compared.
    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("override", "replace");
        shape.put(
                "level",
                switch (level) {
                    case ALIVE -> "alive";
                    case READY -> "ready";
                });
        shape.put("startup", "enabled");
        shape.put("period", GoDuration.text(period));
        shape.put("timeout", GoDuration.text(timeout));
        shape.put("threshold", threshold);
        switch (target) {
            case Target.Tcp(String host, int port) -> shape.put("tcp", Map.of("port", port, "host", host));
            case Target.Http(String url) -> shape.put("http", Map.of("url", url));
            case Target.Exec(String command, FileOwner owner) ->
                shape.put("exec", Map.of("command", command, "user", owner.user(), "group", owner.group()));
        }
        return shape;
    }
}
