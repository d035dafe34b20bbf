package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedCharmScenarios {
    private static final int ORDINARY = 0022;
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void isSmallEnoughToBeFetchedByEveryPod() throws IOException {
        assertThat(Files.size(PackedCharms.provider())).isLessThan(60 * MEGABYTE);
    }

    @Test
    void startsFromTheCacheFromTheFirstHookOn() throws IOException, InterruptedException {
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);

        assertThat(dispatch(charm).usedCache()).as("first hook").isTrue();
        assertThat(dispatch(charm).usedCache()).as("second hook").isTrue();
    }

    @Test
    void recordsACacheOfItsOwnOnceTheClustersUnitIsActive() throws IOException, InterruptedException {
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        Path recorded = charm.directory().resolve("lib/cluster.aot");
        Files.createFile(charm.directory().resolve("runs-cluster"));
        assertThat(dispatch(charm).usedCache()).as("before").isTrue();
        charm.dispatch("update-status", Path.of("/"), List.of());
        assertThat(recorded).as("not active yet").doesNotExist();

        Files.writeString(charm.directory().resolve(".statuses"), "unit=active primary\n");
        charm.dispatch("update-status", Path.of("/"), List.of());

        assertThat(recorded).isNotEmptyFile();
        assertThat(dispatch(charm).usedCache()).as("afterwards").isTrue();

        UnpackedCharm.of(PackedCharms.provider(), charm.directory(), ORDINARY);

        assertThat(dispatch(charm).usedCache()).as("after an upgrade").isTrue();
    }

    /// As somebody does who tries a change in place, a disk that lost something, or a machine for which it was not
    /// made.
    @ParameterizedTest
    @ValueSource(strings = {"a jar was changed", "the cache is damaged", "the cache is gone"})
    void recordsItsCacheAnewWhereItDoesNotHold(String trouble) throws IOException, InterruptedException {
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        dispatch(charm);
        Path cache = charm.directory().resolve("lib/charm.aot");
        switch (trouble) {
            case "a jar was changed" ->
                Files.write(charm.directory().resolve("lib/charm.jar"), new byte[1], StandardOpenOption.APPEND);
            case "the cache is damaged" -> Files.write(cache, new byte[8], StandardOpenOption.WRITE);
            default -> Files.delete(cache);
        }
        assertThat(dispatch(charm).usedCache()).as("a hook in between").isFalse();
        assertThat(cache).doesNotExist();

        Files.writeString(charm.directory().resolve(".statuses"), "unit=active\n");
        charm.dispatch("update-status", Path.of("/"), List.of());

        assertThat(dispatch(charm).usedCache()).as("afterwards").isTrue();

        Files.delete(cache);
        charm.dispatch("update-status", Path.of("/"), List.of());

        assertThat(cache).as("once is enough").doesNotExist();
    }

    @Test
    void theDataIntegratorRecordsItsCacheAnewToo() throws IOException, InterruptedException {
        UnpackedCharm charm =
                UnpackedCharm.of(PackedCharms.packed("data-integrator"), directory.resolve("charm"), ORDINARY);
        assertThat(dispatch(charm).usedCache()).as("as packed").isTrue();
        Files.delete(charm.directory().resolve("lib/charm.aot"));
        assertThat(dispatch(charm).usedCache()).as("a hook in between").isFalse();

        charm.dispatch("update-status", Path.of("/"), List.of());

        assertThat(dispatch(charm).usedCache()).as("afterwards").isTrue();
    }

    @Test
    void startsFromTheCacheOnAnotherProcessor() throws IOException, InterruptedException {
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        Path dispatch = charm.directory().resolve("dispatch");
        Files.writeString(
                dispatch, Files.readString(dispatch).replace("-XX:+UseSerialGC", "-XX:+UseSerialGC -XX:UseAVX=0"));

        assertThat(dispatch(charm).usedCache()).isTrue();
    }

    @Test
    void startsFromTheCacheInADirectoryOfAnyNameForItsOwnerOnly() throws IOException, InterruptedException {
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("a charm's directory"), 0077);

        assertThat(dispatch(charm).usedCache()).isTrue();
    }

    @Test
    void startsFromTheCacheAfterAnUpgradeInPlace() throws IOException, InterruptedException {
        UnpackedCharm old = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        dispatch(old);
        UnpackedCharm upgraded = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);

        assertThat(dispatch(upgraded).usedCache()).isTrue();
    }

    @Test
    void startsFromTheCacheInACopyWithNewTimestamps() throws IOException, InterruptedException {
        UnpackedCharm original = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        dispatch(original);

        assertThat(dispatch(original.copiedTo(directory.resolve("copy"))).usedCache())
                .isTrue();
    }

    @Test
    void runsWhereTheJarsCannotBeTouched() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        UnpackedCharm charm = UnpackedCharm.of(PackedCharms.provider(), directory.resolve("charm"), ORDINARY);
        Files.setPosixFilePermissions(charm.directory().resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));

        UnpackedCharm.Run run = charm.dispatchNothing(Path.of("/"), asSomebodyElse());

        assertThat(run.exit()).isZero();
        assertThat(run.said()).isEmpty();
        assertThat(run.usedCache()).isFalse();
        assertThat(run.loadedClasses()).contains("java.lang.Object source: shared objects file");
    }

    private static UnpackedCharm.Run dispatch(UnpackedCharm charm) throws IOException, InterruptedException {
        UnpackedCharm.Run run = charm.dispatchNothing(Path.of("/"), List.of());
        assertThat(run.said()).isEmpty();
        assertThat(run.exit()).isZero();
        return run;
    }

    /// Root may touch what nobody else may.
    private static List<String> asSomebodyElse() throws IOException {
        boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        return root ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
    }
}
