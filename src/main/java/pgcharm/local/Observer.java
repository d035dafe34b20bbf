package pgcharm.local;

import pgcharm.local.run.HookRun;
import pgcharm.local.run.ToolRecord;

/// Who is told of a model at work. Calls come on the model's own thread, those about hook tools on others.
public interface Observer {
    /// A charm is being unpacked for a unit.
    default void unpacking(String unit) {}

    default void started(String unit, String hook) {}

    default void ended(HookRun run) {}

    /// The answer of a hook tool is about to go out; the calls of the same hook wait for each other and for this.
    default void answering(ToolRecord call) {}

    /// Nobody listens.
    static Observer none() {
        return new Observer() {};
    }
}
