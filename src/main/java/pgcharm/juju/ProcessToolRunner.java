package pgcharm.juju;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs hook tools as processes, found on the PATH of the hook's environment, with nothing on their standard input.
public final class ProcessToolRunner implements ToolRunner {
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

    /// A tool that hangs holds its pipes open: only its death, and that of its children, ends the reading of them.
    private Result finished(String tool, Process process) throws IOException, InterruptedException {
        AtomicBoolean late = new AtomicBoolean();
        Thread watchdog = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
            }
        });
        String stdout = text(process.getInputStream());
        String stderr = text(process.getErrorStream());
        int exit = process.waitFor();
        watchdog.join();
        if (late.get()) {
            throw HookToolException.timedOut(tool, timeout);
        }
        return new Result(exit, stdout, stderr);
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
