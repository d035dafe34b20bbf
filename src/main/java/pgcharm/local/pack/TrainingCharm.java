package pgcharm.local.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A charm whose dispatch hands every hook to one JVM, which records the AOT cache of the real charm. That JVM has the
/// flags of the real dispatch and is started by the first hook, so that hook tools are on its PATH.
///
/// @param charm the real, unpacked charm
/// @param work where the two meet: the FIFOs of `pgcharm.AotTraining`, what the JVM prints
record TrainingCharm(Path charm, Path work) {
    /// A hook ends before the code that the compiler would make of recorded profiles has paid.
    private static final String WITHOUT_PROFILES = "-XX:-AOTRecordTraining";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static TrainingCharm prepare(Path charm, Path work) throws IOException, InterruptedException {
        TrainingCharm training = new TrainingCharm(charm.toAbsolutePath(), work.toAbsolutePath());
        Files.createDirectories(training.directory());
        command(List.of(
                "mkfifo",
                work.resolve("request").toString(),
                work.resolve("answer").toString()));
        try (Stream<Path> files = Files.list(charm)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, training.directory().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String real = Files.readString(charm.resolve("dispatch"));
        program(
                training.recorder(),
                real.replace("-XX:AOTCache=$cache", "-XX:AOTCacheOutput=$cache")
                        .replace("-XX:-AOTReplayTraining", WITHOUT_PROFILES)
                        .replaceFirst("pgcharm\\.(\\w*Main)", "pgcharm.AotTraining '" + training.work + "' $1"));
        program(training.directory().resolve("dispatch"), training.handingOver());
        return training;
    }

    /// What is to be deployed.
    Path directory() {
        return work.resolve("charm");
    }

    /// Ends the JVM, which then writes the cache.
    ///
    /// @throws IOException when it did not
    void finish() throws IOException, InterruptedException {
        command(List.of(
                "timeout", "10", "cp", "/dev/null", work.resolve("request").toString()));
        Path ended = work.resolve("ended");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(ended) || Files.size(ended) == 0) {
            if (System.nanoTime() > end) {
                throw new IOException("the recording JVM has not ended after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
        if (!Files.readString(ended).equals("0\n") || !Files.exists(charm.resolve("lib/charm.aot"))) {
            throw new IOException("the recording JVM wrote no cache");
        }
        Files.delete(recorder());
        Files.delete(charm.resolve("lib/stamped"));
    }

    private String handingOver() {
        return """
            #!/bin/sh
            cd '%1$s'
            if mkdir started 2>/dev/null; then
                { '%2$s' >log 2>&1; echo "$?" >ended; } </dev/null >/dev/null 2>&1 &
            fi
            env -0 | timeout 30 tee request >/dev/null || exit 1
            exit "$(timeout 30 cat answer)"
            """.formatted(work, recorder());
    }

    private Path recorder() {
        return charm.resolve("record");
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void command(List<String> words) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("`" + String.join(" ", words) + "` ended with exit code " + exit);
        }
    }
}
