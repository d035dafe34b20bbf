package pgcharm.juju;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Values on their way to a hook tool that must not stand in its arguments: files (0600) in a directory (0700) of the
/// charm. The directory is emptied before and after each use, so that what a killed hook left goes with the next one.
record SecretFiles(Path directory) {
    /// Calls `tool` with one file for each value; the files are gone when it returns.
    <T> T with(Map<String, String> values, Function<Map<String, Path>, T> tool) {
        try {
            clear();
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Map<String, Path> files = new TreeMap<>();
            for (Map.Entry<String, String> value : values.entrySet()) {
                Path file = Files.createFile(
                        directory.resolve(value.getKey()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                files.put(value.getKey(), Files.writeString(file, value.getValue()));
            }
            return tool.apply(files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write secrets below " + directory, e);
        } finally {
            clear();
        }
    }

    private void clear() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> content = Files.list(directory)) {
            List<Path> files = content.toList();
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }
}
