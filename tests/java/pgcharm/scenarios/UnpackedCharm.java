package pgcharm.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import pgcharm.local.charm.CharmFiles;

/// A charm as Juju's agent unpacks it: fresh timestamps, modes of the archive minus a umask, over what is there.
record UnpackedCharm(Path directory) {
    /// @param said standard output and standard error
    record Run(int exit, String said, String loadedClasses) {
        /// Whether the program's own classes came out of the AOT cache.
        boolean usedCache() {
            return loadedClasses
                    .lines()
                    .anyMatch(line -> line.matches(".*pgcharm\\.(Integrator)?Main source: shared objects file.*"));
        }
    }

    static UnpackedCharm of(Path archive, Path directory, int umask) {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.deleteIfExists(file);
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                Files.setPosixFilePermissions(file, permissions(entry.getUnixMode() & ~umask));
            }
            return new UnpackedCharm(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive, e);
        }
    }

    /// Another one with the same files and modes, but timestamps of now.
    UnpackedCharm copiedTo(Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                Path copy = target.resolve(directory.relativize(path).toString());
                Files.copy(path, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(path));
            }
        }
        return new UnpackedCharm(target);
    }

    /// Dispatches an event that the charm does nothing about, with a log of the JVM's.
    ///
    /// @param wrapper the words of a command that runs another one, or none
    Run dispatchNothing(Path workingDirectory, List<String> wrapper) throws IOException, InterruptedException {
        return dispatch("no-such-hook", workingDirectory, wrapper);
    }

    Run dispatch(String hook, Path workingDirectory, List<String> wrapper) throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory("logs");
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path log = logs.resolve("classes");
        Path dispatch = directory.resolve("dispatch");
        Path logging = directory.resolve("dispatch-logging");
        if (Files.notExists(logging)) {
            String text =
                    Files.readString(dispatch).replace("-Xlog:disable", "-Xlog:disable -Xlog:class+load:file=\"$LOG\"");
            Files.writeString(logging, text);
            Files.setPosixFilePermissions(logging, Files.getPosixFilePermissions(dispatch));
        }
        try {
            List<String> command = new ArrayList<>(wrapper);
            command.add(logging.toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(Map.of(
                    "PATH",
                    "/usr/bin:/bin",
                    "LANG",
                    "C.UTF-8",
                    "LOG",
                    log.toString(),
                    "JUJU_CHARM_DIR",
                    directory.toString(),
                    "JUJU_UNIT_NAME",
                    "postgresql-k8s/0",
                    "JUJU_DISPATCH_PATH",
                    "hooks/" + hook));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), said, Files.readString(log));
        } finally {
            // the JVM keeps what was there when one that it starts writes the same file
            CharmFiles.delete(logs);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder letters = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < letters.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }
}
