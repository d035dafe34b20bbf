package pgcharm.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// A charm in bash, put together in a test: what it does in a hook or action is a script of that name.
public record TestCharm(Path directory) {
    /// @param name of a charm in the test resources
    public static TestCharm of(String name, Path parent) throws IOException {
        Path source = Path.of("src/test/resources/charms").resolve(name);
        Path directory = Files.createDirectories(parent.resolve("charm-" + name));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Files.setPosixFilePermissions(directory.resolve("dispatch"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return new TestCharm(directory);
    }

    public TestCharm on(String hook, String script) throws IOException {
        Path parts = Files.createDirectories(directory.resolve("on"));
        Files.writeString(parts.resolve(hook), script);
        return this;
    }
}
