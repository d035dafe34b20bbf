package pgcharm.local;

import pgcharm.local.run.HookRun;

/// Who is told of a model at work. Calls come on the model's own thread.
public interface Observer {
    /// A charm is being unpacked for a unit.
    default void unpacking(String unit) {}

    default void started(String unit, String hook) {}

    default void ended(HookRun run) {}

    /// Nobody listens.
    static Observer none() {
        return new Observer() {};
    }
}
