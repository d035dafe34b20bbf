package pgcharm.local.charm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CharmFilesTest {
    @TempDir
    private Path directory;

    private Path charm = Path.of("");
    private Path unit = Path.of("");

    @BeforeEach
    void makeACharm() throws IOException {
        charm = Files.createDirectory(directory.resolve("charm"));
        unit = directory.resolve("unit");
        write("dispatch", "rwxr-xr-x");
        write("runtime", "r--r--r--");
    }

    private void write(String name, String mode) throws IOException {
        Path file = Files.writeString(charm.resolve(name), name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void whatAUnitMayWriteIsItsOwnAndWhatNobodyMayWriteIsShared() throws IOException {
        CharmFiles.unpack(charm, unit);

        assertThat(Files.isSameFile(unit.resolve("dispatch"), charm.resolve("dispatch")))
                .isFalse();
        assertThat(Files.isSameFile(unit.resolve("runtime"), charm.resolve("runtime")))
                .isTrue();
        assertThat(unit.resolve("dispatch")).isExecutable().hasContent("dispatch");
    }

    @Test
    void aUnitThatIsDeletedLeavesItsCharmWhole() throws IOException {
        CharmFiles.unpack(charm, unit);

        CharmFiles.delete(unit);

        assertThat(charm.resolve("dispatch")).hasContent("dispatch");
        assertThat(charm.resolve("runtime")).hasContent("runtime");
    }
}
