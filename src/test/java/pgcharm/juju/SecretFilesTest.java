package pgcharm.juju;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFilesTest {
    @TempDir
    private Path charm;

    @Test
    void onlyTheOwnerReadsThemAndTheyAreGoneAfterwards() {
        Path directory = charm.resolve(".secrets");
        String seen = new SecretFiles(directory).with(Map.of("password", "päss\n", "username", "me"), files -> {
            assertThat(files).containsOnlyKeys("password", "username");
            assertThat(permissions(directory)).isEqualTo("rwx------");
            files.values().forEach(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            return read(files.get("password"));
        });
        assertThat(seen).isEqualTo("päss\n");
        assertThat(charm).isEmptyDirectory();
    }

    @Test
    void areGoneAlsoWhenTheToolFails() {
        SecretFiles files = new SecretFiles(charm.resolve(".secrets"));
        assertThatIllegalStateException()
                .isThrownBy(() -> files.with(Map.of("password", "secret"), paths -> {
                    throw new IllegalStateException("the tool failed");
                }))
                .withMessage("the tool failed");
        assertThat(charm).isEmptyDirectory();
    }

    @Test
    void whatAKilledHookLeftGoesWithTheNextOne() throws IOException {
        Path directory = Files.createDirectory(charm.resolve(".secrets"));
        Files.writeString(directory.resolve("password"), "old");
        Files.writeString(directory.resolve("username"), "old");
        String seen = new SecretFiles(directory).with(Map.of("password", "new"), files -> {
            assertThat(directory.resolve("username")).doesNotExist();
            assertThat(permissions(directory)).isEqualTo("rwx------");
            return read(files.get("password"));
        });
        assertThat(seen).isEqualTo("new");
        assertThat(charm).isEmptyDirectory();
    }

    private static String read(@Nullable Path file) {
        try {
            return Files.readString(requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
