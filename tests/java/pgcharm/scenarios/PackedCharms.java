package pgcharm.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pgcharm.local.charm.CharmFiles;

/// The charms that scenarios deploy.
public final class PackedCharms {
    /// A client in shell, as an application of its own.
    static final Path INTEGRATOR = Path.of("tests/charms/data-integrator");

    /// Only the description of a client: to be deployed as a ghost.
    public static final Path GHOST = Path.of("tests/charms/ghost");

    private static final Path UNPACKED = Path.of("target/scenarios/charms");
    private static final Map<Path, Path> DIRECTORIES = new ConcurrentHashMap<>();

    private PackedCharms() {}

    /// The `.charm` file under test.
    public static Path provider() {
        return packed("postgresql-k8s");
    }

    /// A `.charm` file that the build made.
    public static Path packed(String charm) {
        PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:" + charm + "_*.charm");
        try (Stream<Path> files = Files.list(Path.of("dist"))) {
            return files.filter(file -> name.matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + charm + " in dist: run make charm"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("no " + charm + " in dist: run make charm", e);
        }
    }

    /// The charm's files, unpacked once for all scenarios: every unit gets a copy. Of those that no charm writes it
    /// gets links, since they are large.
    public static Path unpacked(Path charm) {
        return DIRECTORIES.computeIfAbsent(charm, archive -> {
            Path directory = UNPACKED.resolve(archive.getFileName().toString()).toAbsolutePath();
            CharmFiles.unpack(archive, directory);
            try (Stream<Path> runtime = Files.walk(directory.resolve("jre"))) {
                for (Path file : runtime.filter(Files::isRegularFile).toList()) {
                    forbidWriting(file);
                }
                forbidWriting(directory.resolve("lib/charm.aot"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare " + directory, e);
            }
            return directory;
        });
    }

    private static void forbidWriting(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        mode.removeAll(PosixFilePermissions.fromString("-w--w--w-"));
        Files.setPosixFilePermissions(file, mode);
    }
}
