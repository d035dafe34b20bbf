package pgcharm.bench;

import java.time.Duration;
import java.util.function.Consumer;
import pgcharm.local.Observer;
import pgcharm.local.run.HookRun;
import pgcharm.local.run.ToolRecord;

/// Looks on while hooks run, and plays a controller that is slow to answer.
final class Watch implements Observer {
    private final Consumer<HookRun> ended;
    private volatile Duration delay = Duration.ZERO;

    Watch(Consumer<HookRun> ended) {
        this.ended = ended;
    }

    /// What every hook tool takes longer from now on.
    void delay(Duration wanted) {
        delay = wanted;
    }

    @Override
    public void ended(HookRun run) {
        ended.accept(run);
    }

    @Override
    public void answering(ToolRecord call) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
