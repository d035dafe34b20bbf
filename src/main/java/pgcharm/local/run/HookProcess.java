package pgcharm.local.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A charm's process while it runs.
final class HookProcess {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long FIRST_SAMPLES_MILLIS = 10;

    private final Process process;
    private final Path directory;
    private final long cpuBefore = childrenTicks();
    private final AtomicLong peakKilobytes = new AtomicLong();

    /// What the process did.
    record Outcome(int exit, boolean timedOut, Printed stdout, Printed stderr, double cpuMillis, long peakKilobytes) {}

    private HookProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /// @param directory where its outputs are kept meanwhile
    static HookProcess start(
            List<String> command, Path directory, Path workingDirectory, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new HookProcess(builder.start(), directory);
    }

    /// Every process of the charm, itself included.
    List<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    void kill() {
        kill(tree());
    }

    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    /// Looks how much memory it has used so far.
    void sample() {
        peakKilobytes.accumulateAndGet(kilobytes(process.pid()), Math::max);
    }

    Outcome await() throws IOException {
        long start = System.nanoTime();
        long elapsedMillis = 0;
        boolean timedOut = false;
        try {
            // the longer it runs the less a sample more tells
            while (!process.waitFor(Math.max(FIRST_SAMPLES_MILLIS, elapsedMillis / 10), TimeUnit.MILLISECONDS)) {
                sample();
                elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (elapsedMillis > LIMIT.toMillis()) {
                    timedOut = true;
                    kill();
                    process.waitFor();
                    break;
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new Outcome(
                process.exitValue(),
                timedOut,
                Printed.read(directory.resolve("stdout")),
                Printed.read(directory.resolve("stderr")),
                (childrenTicks() - cpuBefore) * 10.0,
                peakKilobytes.get());
    }

    /// The most memory a process has used, and those below it besides.
    private static long kilobytes(long pid) {
        Path own = Path.of("/proc", Long.toString(pid));
        try {
            long sum = 0;
            for (String line : Files.readAllLines(own.resolve("status"))) {
                if (line.startsWith("VmHWM:")) {
                    sum = Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            Optional<Path> program = program(pid);
            for (long child : children(own)) {
                // one that is not another program yet still uses its parent's memory
                if (!program(child).equals(program)) {
                    sum += kilobytes(child);
                }
            }
            return sum;
        } catch (IOException _) {
            return 0;
        }
    }

    private static Optional<Path> program(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<Long> children(Path process) throws IOException {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                for (String child :
                        Files.readString(thread.resolve("children")).strip().split(" ")) {
                    if (!child.isEmpty()) {
                        children.add(Long.valueOf(child));
                    }
                }
            }
        }
        return children;
    }

    /// The processor time of all ended children of this process, in hundredths of a second.
    private static long childrenTicks() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        } catch (IOException _) {
            return 0;
        }
    }
}
