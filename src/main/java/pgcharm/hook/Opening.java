package pgcharm.hook;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Something that is opened on a thread of its own while the caller does something else: a cold JVM takes as long for a
/// login as for several hook tools, which it then waits for anyway.
final class Opening<T> implements AutoCloseable {
    private final Thread thread;
    private final FutureTask<T> task;
    private final Consumer<T> close;

    private Opening(Thread thread, FutureTask<T> task, Consumer<T> close) {
        this.thread = thread;
        this.task = task;
        this.close = close;
    }

    /// @param open ends by itself, and soon
    static <T> Opening<T> of(Supplier<T> open, Consumer<T> close) {
        FutureTask<T> task = new FutureTask<>(open::get);
        Thread thread = Thread.ofPlatform().daemon().name("opening").start(task);
        return new Opening<>(thread, task, close);
    }

    /// Waits for it, also on a thread that is interrupted.
    ///
    /// @throws RuntimeException as it was thrown while opening
    T opened() {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
            return task.get();
        } catch (InterruptedException _) {
            interrupted = true;
            return opened();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException exception -> exception;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(e);
            };
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits until the attempt has ended and closes what came of it, whether anybody asked for it or not: neither the
    /// thread nor what it opened outlives the caller.
    @Override
    public void close() {
        T opened;
        try {
            opened = opened();
        } catch (RuntimeException _) {
            // whoever asked was told, and nobody else needs it
            return;
        }
        close.accept(opened);
    }
}
