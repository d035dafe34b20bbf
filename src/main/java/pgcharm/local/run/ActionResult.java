package pgcharm.local.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// What an action came to.
///
/// @param status `completed` or `failed`
/// @param results values are String, Integer or further maps
/// @param message why it failed, or empty
public record ActionResult(
        int id, String unit, String status, Map<String, Object> results, String message, List<String> log) {
    public ActionResult {
        requireNonNull(unit, "unit");
        requireNonNull(status, "status");
        requireNonNull(message, "message");
        log = List.copyOf(log);
    }
}
