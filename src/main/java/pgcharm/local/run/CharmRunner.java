package pgcharm.local.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import pgcharm.local.model.ActionRun;
import pgcharm.local.model.Hook;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Task;
import pgcharm.local.model.Unit;

/// Runs the charms of a model's units.
public final class CharmRunner {
    private final ModelState model;
    private final Path root;
    private final Journal journal;
    private final Consumer<ToolRecord> answering;
    private final Launcher launcher;

    /// @param root the model's directory
    /// @param answering is told of every answer of a hook tool before it goes out
    public CharmRunner(
            ModelState model, Path root, Journal journal, Consumer<ToolRecord> answering, Launcher launcher) {
        this.model = model;
        this.root = root;
        this.journal = journal;
        this.answering = answering;
        this.launcher = launcher;
        ToolDirectory.install(root.resolve("tools"));
    }

    public UnitDirectory directory(Unit unit) {
        return new UnitDirectory(root.resolve("agents").resolve(unit.tag()), root.resolve("tools"));
    }

    public HookRun run(Unit unit, Hook hook, Optional<Crash> crash, Optional<String> commitFailure) {
        return new HookRunner(unit, directory(unit), journal, answering, launcher, crash, commitFailure)
                .run(HookContext.of(model, unit, hook), hook);
    }

    public ActionResult runAction(Unit unit, Task task, Optional<Crash> crash, Optional<String> commitFailure) {
        ActionRun action = new ActionRun(task);
        HookRun run = new HookRunner(unit, directory(unit), journal, answering, launcher, crash, commitFailure)
                .runAction(HookContext.of(model, unit, action));
        if (run.missing()) {
            return result(
                    unit, action, Map.of(), Optional.of("action not implemented on unit \"" + unit.name() + "\""));
        }
        Map<String, Object> results = new TreeMap<>(action.results());
        results.put("return-code", run.exit());
        put(results, "stdout", run.stdout());
        put(results, "stderr", run.stderr());
        Optional<String> failure = action.failure();
        if (!run.killed().isEmpty()) {
            failure = Optional.of("terminated");
        } else if (run.exit() != 0) {
            failure = Optional.of("exit status " + run.exit());
        } else if (!run.commitError().isEmpty()) {
            results.put("return-code", 1);
            put(results, "stderr", run.stderr() + run.commitError());
            failure = failure.or(() -> Optional.of("committing requested changes failed"));
        }
        return result(unit, action, results, failure);
    }

    private static ActionResult result(
            Unit unit, ActionRun action, Map<String, Object> results, Optional<String> failure) {
        return new ActionResult(
                action.task().id(),
                unit.name(),
                failure.isPresent() ? "failed" : "completed",
                results,
                failure.orElse(""),
                action.log());
    }

    private static void put(Map<String, Object> results, String key, String text) {
        if (!text.isEmpty()) {
            results.put(key, text);
        }
    }
}
