package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An action to be run at a unit.
///
/// @param parameters with the defaults filled in
public record Task(int id, String action, Map<String, Object> parameters) {
    public Task {
        requireNonNull(action, "action");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
