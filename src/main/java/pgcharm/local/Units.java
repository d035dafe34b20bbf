package pgcharm.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.charm.ActionSpec;
import pgcharm.local.charm.Charm;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.model.Agent;
import pgcharm.local.model.Application;
import pgcharm.local.model.Applications;
import pgcharm.local.model.Hook;
import pgcharm.local.model.Hook.UnitHook;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.HookProgress;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.SecretIds;
import pgcharm.local.model.Task;
import pgcharm.local.model.Unit;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.CharmRunner;
import pgcharm.local.run.Crash;
import pgcharm.local.run.HookRun;
import pgcharm.local.run.Journal;
import pgcharm.local.run.Launcher;
import pgcharm.local.run.RunException;
import pgcharm.local.run.UnitDirectory;

/// The units of a model at work: their files, their hooks and their actions.
final class Units {
    private final Path directory;
    private final ModelState state;
    private final Journal journal;
    private final Observer observer;
    private final CharmRunner runner;
    private final Map<String, Crash> crashes = new HashMap<>();
    private final Map<String, String> commitFailures = new HashMap<>();

    Units(Path directory, ModelState state, Journal journal, Observer observer, Launcher launcher) {
        this.directory = directory;
        this.state = state;
        this.journal = journal;
        this.observer = observer;
        runner = new CharmRunner(state, directory, journal, observer::answering, launcher);
    }

    /// What a charm says of itself, before any unit has it.
    Charm readCharm(Path charm) {
        if (!Files.exists(charm)) {
            throw new ModelException("no charm was found at \"" + charm + "\"");
        }
        if (Files.isDirectory(charm)) {
            return Charm.read(charm);
        }
        Path described = directory.resolve("described");
        CharmFiles.unpackDescription(charm, described);
        return Charm.read(described);
    }

    UnitDirectory directoryOf(Unit unit) {
        return runner.directory(unit);
    }

    void add(Application application) {
        Unit unit = new Applications(state).addUnit(application);
        if (!application.isGhost()) {
            unpack(application, unit);
        }
    }

    void upgrade(Application application, Path charm) {
        new Applications(state).upgrade(application, readCharm(charm), charm.toString());
        if (!application.isGhost()) {
            application.units().forEach(unit -> unpack(application, unit));
        }
    }

    ActionResult runAction(Unit unit, String action, Map<String, Object> parameters) {
        Application application = state.applicationOf(unit);
        ActionSpec spec = Optional.ofNullable(application.charm().actions().get(action))
                .orElseThrow(() ->
                        new ModelException("action \"" + action + "\" not defined on unit \"" + unit.name() + "\""));
        Task task = new Task(state.takeTaskId(), action, spec.accept(parameters));
        observer.started(unit.name(), action);
        ActionResult result = runner.runAction(unit, task, crash(unit), commitFailure(unit));
        HookRun run = journal.runs().getLast();
        forgetFaults(unit, run);
        observer.ended(run);
        return result;
    }

    /// @param only a unit or an application, or empty for all
    Settled settle(int most, String only) {
        int before = journal.runs().size();
        int left = most;
        boolean progress = true;
        while (progress && left > 0) {
            progress = false;
            for (Unit unit : state.units()) {
                boolean meant = only.isEmpty()
                        || unit.name().equals(only)
                        || unit.application().equals(only);
                if (meant && left > 0 && step(unit)) {
                    progress = true;
                    left -= isGhost(unit) ? 0 : 1;
                }
            }
        }
        Map<String, String> errors = new TreeMap<>();
        state.units().forEach(unit -> unit.failed().ifPresent(hook -> errors.put(unit.name(), hook.name())));
        List<HookRun> runs = journal.runs();
        return new Settled(!progress, errors, runs.subList(before, runs.size()));
    }

    Map<String, String> readSecret(Unit unit, String uri, String label, boolean refresh, boolean peek) {
        Optional<String> id = SecretIds.parse(uri);
        if (id.isEmpty() && !uri.isEmpty()) {
            throw new ModelException("secret URI \"" + uri + "\" not valid");
        }
        HookContext context = HookContext.of(state, unit, new UnitHook("", Map.of()));
        Map<String, String> content = new TreeMap<>(context.secrets().read(id.orElse(""), uri, label, refresh, peek));
        content.replaceAll((_, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        return content;
    }

    void resolve(Unit unit, boolean retry) {
        HookProgress progress = new HookProgress(state, unit);
        Hook hook = progress.resolve();
        if (retry) {
            run(unit, hook);
        } else {
            progress.skip(hook);
        }
    }

    void crashNext(Unit unit, Crash crash) {
        crashes.put(unit.name(), crash);
    }

    void failCommitNext(Unit unit, String message) {
        commitFailures.put(unit.name(), message);
    }

    private boolean isGhost(Unit unit) {
        return state.findApplication(unit.application())
                .filter(Application::isGhost)
                .isPresent();
    }

    private boolean step(Unit unit) {
        if (state.findUnit(unit.name()).isEmpty()) {
            return false;
        }
        Optional<Hook> next = new Agent(state, unit).next();
        next.ifPresent(hook -> run(unit, hook));
        return next.isPresent();
    }

    private void run(Unit unit, Hook hook) {
        HookProgress progress = new HookProgress(state, unit);
        int configVersion = state.applicationOf(unit).configVersion();
        if (isGhost(unit)) {
            progress.succeed(hook, configVersion);
            return;
        }
        progress.begin(hook);
        observer.started(unit.name(), hook.name());
        HookRun run = runner.run(unit, hook, crash(unit), commitFailure(unit));
        forgetFaults(unit, run);
        if (run.committed()) {
            progress.succeed(hook, configVersion);
        } else {
            progress.fail(hook);
        }
        observer.ended(run);
    }

    private Optional<Crash> crash(Unit unit) {
        return Optional.ofNullable(crashes.get(unit.name()));
    }

    private Optional<String> commitFailure(Unit unit) {
        return Optional.ofNullable(commitFailures.get(unit.name()));
    }

    /// What was asked for has happened.
    private void forgetFaults(Unit unit, HookRun run) {
        if (!run.killed().isEmpty()) {
            crashes.remove(unit.name());
        }
        if (run.commitError().equals(commitFailures.get(unit.name()))) {
            commitFailures.remove(unit.name());
        }
    }

    private void unpack(Application application, Unit unit) {
        observer.unpacking(unit.name());
        Path unitDirectory = runner.directory(unit).path();
        CharmFiles.unpack(
                Path.of(application.charmPath()), runner.directory(unit).charm());
        application.resources().forEach((name, file) -> {
            String declared = application.charm().resources().getOrDefault(name, "");
            String fileName = declared.isEmpty() ? Path.of(file).getFileName().toString() : declared;
            Path target = unitDirectory.resolve("resources").resolve(name).resolve(fileName);
            try {
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                Files.copy(Path.of(file), target);
            } catch (IOException e) {
                throw new RunException("cannot attach resource " + name + ": " + e.getMessage(), e);
            }
        });
    }
}
