package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an action has told so far.
public final class ActionRun {
    private final Task task;
    private final Map<String, Object> results = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    public ActionRun(Task task) {
        this.task = requireNonNull(task, "task");
    }

    public Task task() {
        return task;
    }

    /// Sets a result below the given keys; what was there before gives way.
    public void set(List<String> path, Object value) {
        Map<String, Object> level = results;
        for (String key : path.subList(0, path.size() - 1)) {
            Map<String, Object> below = new TreeMap<>();
            if (level.get(key) instanceof Map<?, ?> present) {
                present.forEach((name, deeper) -> below.put(String.valueOf(name), deeper));
            }
            level.put(key, below);
            level = below;
        }
        level.put(path.getLast(), value);
    }

    public void fail(String message) {
        failure = Optional.of(message);
    }

    public void log(String message) {
        log.add(message);
    }

    public Map<String, Object> results() {
        return results;
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    /// The message of action-fail.
    public Optional<String> failure() {
        return failure;
    }
}
