package pgcharm.local.cli;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import pgcharm.local.Observer;
import pgcharm.local.run.HookRun;

/// Says on standard error what takes its time.
final class Progress implements Observer, AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final PrintStream err;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private ScheduledFuture<?> announcement;

    Progress(PrintStream err) {
        this.err = err;
        announcement = clock.schedule(() -> {}, 0, TimeUnit.SECONDS);
    }

    @Override
    public void unpacking(String unit) {
        err.println("Unpacking the charm for " + unit);
    }

    @Override
    public void started(String unit, String hook) {
        announcement.cancel(false);
        announcement = clock.schedule(
                () -> err.println(unit + ": " + hook + " is still running"), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void ended(HookRun run) {
        announcement.cancel(false);
        if (run.hasFailed() && !run.isAction()) {
            String why = run.commitError().isEmpty() ? "exit code " + run.exit() : run.commitError();
            err.println(run.unit() + ": hook failed: \"" + run.name() + "\" (" + why + "); see juju-local debug-log");
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
