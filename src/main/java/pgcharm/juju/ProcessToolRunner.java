package pgcharm.juju;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs hook tools as processes, found on the PATH of the hook's environment, with nothing on their standard input.
public final class ProcessToolRunner implements ToolRunner {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LONGEST = 8 * MEBIBYTE;

    private final Map<String, String> environment;
    private final Duration timeout;

    public ProcessToolRunner(Map<String, String> environment, Duration timeout) {
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    @Override
    public Result run(List<String> argv) {
        String tool = argv.getFirst();
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return finished(tool, process);
        } catch (IOException e) {
            throw HookToolException.notStarted(tool, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw HookToolException.notStarted(tool, "interrupted");
        }
    }

    /// Both outputs are read at once: a tool that fills one pipe would wait for ever while the other is read.
    private Result finished(String tool, Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        FutureTask<String> stdout = reading(process.getInputStream());
        FutureTask<String> stderr = reading(process.getErrorStream());
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw HookToolException.timedOut(tool, timeout);
            }
            return new Result(process.exitValue(), before(end, stdout), before(end, stderr));
        } catch (TimeoutException _) {
            throw HookToolException.timedOut(tool, timeout);
        } catch (ExecutionException e) {
            throw HookToolException.nonsense(
                    tool,
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("unknown"));
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static String before(long end, FutureTask<String> output)
            throws InterruptedException, ExecutionException, TimeoutException {
        return output.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static FutureTask<String> reading(InputStream stream) {
        FutureTask<String> reading = new FutureTask<>(() -> {
            try (stream) {
                byte[] all = stream.readNBytes(LONGEST + 1);
                if (all.length > LONGEST) {
                    throw new IOException("it prints more than " + LONGEST / MEBIBYTE + " MiB");
                }
                return new String(all, StandardCharsets.UTF_8);
            }
        });
        Thread.ofPlatform().daemon().start(reading);
        return reading;
    }
}
