package pgcharm.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pgcharm.local.model.Hook;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Unit;
import pgcharm.local.run.HookProcess.Outcome;
import pgcharm.local.tools.HookIo;
import pgcharm.local.tools.HookTools;

/// Runs a charm once, for one hook or action of a unit, and applies what it asked for when it ended well.
final class HookRunner {
    private final Unit unit;
    private final UnitDirectory directory;
    private final Journal journal;
    private final Consumer<ToolRecord> answering;
    private final Launcher launcher;
    private final Optional<Crash> crash;
    private final Optional<String> commitFailure;
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();

    /// @param crash kills the charm on its way
    /// @param commitFailure makes the commit fail with this message, if there is anything to commit
    HookRunner(
            Unit unit,
            UnitDirectory directory,
            Journal journal,
            Consumer<ToolRecord> answering,
            Launcher launcher,
            Optional<Crash> crash,
            Optional<String> commitFailure) {
        this.unit = unit;
        this.directory = directory;
        this.journal = journal;
        this.answering = answering;
        this.launcher = launcher;
        this.crash = crash;
        this.commitFailure = commitFailure;
    }

    HookRun run(HookContext context, Hook hook) {
        return run(context, hook.name(), "hooks/" + hook.name(), Optional.of(hook), Map.of());
    }

    /// The context's action.
    HookRun runAction(HookContext context) {
        Map<String, String> variables = context.action()
                .map(action -> HookEnvironment.of(action.task()))
                .orElse(Map.of());
        String name = variables.getOrDefault("JUJU_ACTION_NAME", "");
        return run(context, name, "actions/" + name, Optional.empty(), variables);
    }

    private HookRun run(
            HookContext context, String name, String path, Optional<Hook> hook, Map<String, String> variables) {
        String contextId = unit.name() + "-" + name + "-"
                + Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        Map<String, String> environment = new TreeMap<>(variables);
        environment.putAll(HookEnvironment.of(context.model(), unit, directory, contextId, hook));
        environment.put("JUJU_DISPATCH_PATH", path);
        Optional<Path> program = program(path);
        long start = System.nanoTime();
        if (program.isEmpty()) {
            return finished(name, path, environment, new Ran(Optional.empty(), "", List.of()), "", context, start);
        }
        try {
            Ran ran = execute(context, name, program.get(), environment, contextId);
            ran.outcome().ifPresent(outcome -> log(name, outcome));
            String commitError = ran.hasSucceeded() ? commit(context) : "";
            return finished(name, path, environment, ran, commitError, context, start);
        } catch (IOException e) {
            throw new RunException("cannot run " + path + " of " + unit.name() + ": " + e.getMessage(), e);
        }
    }

    private record Ran(Optional<Outcome> outcome, String killed, List<ToolRecord> calls) {
        boolean hasSucceeded() {
            return killed.isEmpty()
                    && outcome.filter(ended -> ended.exit() != 0).isEmpty();
        }
    }

    private Ran execute(
            HookContext context, String name, Path program, Map<String, String> environment, String contextId)
            throws IOException {
        AtomicReference<String> killed = new AtomicReference<>("");
        AtomicReference<Optional<HookProcess>> running = new AtomicReference<>(Optional.empty());
        List<ToolRecord> counted = new ArrayList<>();
        Optional<Crash> plan = crash.filter(wanted -> wanted.concerns(name));
        ToolServer.Watch watch = (call, count) -> {
            running.get().ifPresent(HookProcess::sample);
            answering.accept(call);
            if (plan.isEmpty() || !plan.get().counts(call)) {
                return Optional.empty();
            }
            counted.add(call);
            if (counted.size() != plan.get().after()) {
                return Optional.empty();
            }
            killed.set("after call " + count + " (" + call.tool() + ")");
            List<ProcessHandle> tree = running.get().map(HookProcess::tree).orElse(List.of());
            return Optional.of(() -> HookProcess.kill(tree));
        };
        HookTools tools = new HookTools(context, outside(name));
        try (ToolServer server = new ToolServer(directory.address(), contextId, tools, watch)) {
            HookProcess process = HookProcess.start(
                    launcher.command(unit.name(), program), directory.path(), directory.charm(), environment);
            running.set(Optional.of(process));
            if (plan.filter(wanted -> wanted.after() == 0).isPresent()) {
                killed.set("at the start");
                server.refuse();
                process.kill();
            }
            Outcome outcome = process.await();
            if (outcome.timedOut()) {
                killed.set("it took too long");
            }
            return new Ran(Optional.of(outcome), killed.get(), server.calls());
        } finally {
            Files.deleteIfExists(directory.address());
        }
    }

    private String commit(HookContext context) {
        if (commitFailure.isPresent() && !context.changes().summary().isEmpty()) {
            return commitFailure.get();
        }
        try {
            context.commit();
            return "";
        } catch (ModelException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private HookRun finished(
            String name,
            String path,
            Map<String, String> environment,
            Ran ran,
            String commitError,
            HookContext context,
            long start) {
        Optional<Outcome> outcome = ran.outcome();
        HookRun run = new HookRun(
                journal.nextSequence(),
                unit.name(),
                name,
                path,
                environment,
                outcome.map(Outcome::exit).orElse(0),
                ran.killed(),
                outcome.isEmpty(),
                ran.hasSucceeded() && commitError.isEmpty(),
                commitError,
                context.changes().summary(),
                ran.calls(),
                lines,
                outcome.map(ended -> ended.stdout().text()).orElse(""),
                outcome.map(ended -> ended.stderr().text()).orElse(""),
                (System.nanoTime() - start) / 1e6,
                outcome.map(Outcome::cpuMillis).orElse(0.0),
                outcome.map(Outcome::peakKilobytes).orElse(0L));
        journal.add(run);
        return run;
    }

    private void log(String name, Outcome outcome) {
        String module = "unit." + unit.name() + "." + name;
        outcome.stdout().lines().forEach(line -> log("DEBUG", module, line));
        outcome.stderr().lines().forEach(line -> log("WARNING", module, line));
    }

    private void log(String level, String module, String message) {
        LogLine line = new LogLine(Instant.now(), unit.tag(), level, module, message);
        lines.add(line);
        journal.add(line);
    }

    private HookIo outside(String name) {
        return new HookIo() {
            @Override
            public void log(String level, String message) {
                HookRunner.this.log(level, "unit." + unit.name() + ".juju-log", message);
            }

            @Override
            public Optional<Path> resource(String resource) {
                Path below = directory.resources().resolve(resource);
                try (Stream<Path> files = Files.isDirectory(below) ? Files.list(below) : Stream.empty()) {
                    return files.findFirst();
                } catch (IOException e) {
                    throw new RunException("cannot read " + below + " for " + name + ": " + e.getMessage(), e);
                }
            }
        };
    }

    /// `dispatch`, else the file of the hook's or action's own name.
    private Optional<Path> program(String path) {
        for (String candidate : List.of("dispatch", path)) {
            Path file = directory.charm().resolve(candidate);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
