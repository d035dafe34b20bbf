package pgcharm.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/// The runs and log lines of a model, in memory and as JSON lines in its directory. What tools print and read is kept
/// in memory only.
public final class Journal {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ReentrantLock lock = new ReentrantLock();
    private final Path directory;
    private final List<HookRun> runs = new ArrayList<>();
    private final List<LogLine> lines = new ArrayList<>();
    private int sequence;

    public Journal(Path directory) {
        this.directory = directory;
    }

    public List<HookRun> runs() {
        lock.lock();
        try {
            return List.copyOf(runs);
        } finally {
            lock.unlock();
        }
    }

    /// The lines since the model was opened.
    public List<LogLine> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /// Every line there is, those of earlier processes included.
    public static List<LogLine> read(Path directory) {
        Path file = directory.resolve("log.jsonl");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> JSON.readValue(line, LogLine.class))
                    .toList();
        } catch (IOException e) {
            throw new RunException("cannot read the log: " + e.getMessage(), e);
        }
    }

    int nextSequence() {
        lock.lock();
        try {
            sequence++;
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    void add(HookRun run) {
        lock.lock();
        try {
            runs.add(run);
            append("history.jsonl", JSON.writeValueAsString(Summary.of(run)));
        } finally {
            lock.unlock();
        }
    }

    void add(LogLine line) {
        lock.lock();
        try {
            lines.add(line);
            append("log.jsonl", JSON.writeValueAsString(line));
        } finally {
            lock.unlock();
        }
    }

    /// A run as it is stored.
    private record Summary(
            String unit,
            String path,
            int exit,
            String killed,
            boolean committed,
            String commitError,
            double wallMillis,
            double cpuMillis,
            long peakKilobytes,
            List<Call> calls) {
        static Summary of(HookRun run) {
            return new Summary(
                    run.unit(),
                    run.path(),
                    run.exit(),
                    run.killed(),
                    run.committed(),
                    run.commitError(),
                    run.wallMillis(),
                    run.cpuMillis(),
                    run.peakKilobytes(),
                    run.calls().stream().map(Call::of).toList());
        }
    }

    private record Call(String tool, int exit, double millis) {
        static Call of(ToolRecord call) {
            return new Call(call.tool(), call.exit(), call.millis());
        }
    }

    private void append(String name, String line) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RunException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
