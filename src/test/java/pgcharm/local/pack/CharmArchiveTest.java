package pgcharm.local.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CharmArchiveTest {
    @TempDir
    private Path directory;

    private Path charm;

    @BeforeEach
    void makeCharm() throws IOException {
        charm = directory.resolve("charm");
        Files.createDirectories(charm.resolve("lib"));
        write("dispatch", "rwx------");
        write("metadata.yaml", "rw-rw-rw-");
        write("lib/charm.jar", "rw-------");
        Files.createSymbolicLink(charm.resolve("lib/linked"), Path.of("charm.jar"));
    }

    @Test
    void keepsWhatIsExecutableAndFollowsLinks() throws IOException {
        assertThat(entries(packed("a.charm")))
                .containsExactly(
                        "dispatch 100755", "lib/charm.jar 100644", "lib/linked 100644", "metadata.yaml 100644");
    }

    @Test
    void givesTheSameBytesForTheSameFiles() throws IOException {
        byte[] first = Files.readAllBytes(packed("a.charm"));
        Files.setLastModifiedTime(charm.resolve("dispatch"), FileTime.from(Instant.EPOCH));

        assertThat(Files.readAllBytes(packed("b.charm"))).isEqualTo(first);
    }

    @Test
    void saysWhatCouldNotBePacked() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments =
                List.of("/no/such/directory", directory.resolve("c.charm").toString());

        int exit = CharmArchive.run(arguments, new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot pack /no/such/directory");
        assertThat(directory.resolve("c.charm")).doesNotExist();
    }

    private void write(String name, String mode) throws IOException {
        Path file = charm.resolve(name);
        Files.writeString(file, name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path packed(String name) throws IOException {
        Path archive = directory.resolve(name);
        CharmArchive.pack(charm, archive);
        return archive;
    }

    private static List<String> entries(Path archive) throws IOException {
        List<String> entries = new ArrayList<>();
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                entries.add(entry.getName() + " " + Integer.toOctalString(entry.getUnixMode()));
            }
        }
        return entries;
    }
}
