package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumesTest {
    @ParameterizedTest
    @CsvSource({"0, 1000, true", "99, 1000, true", "100, 1000, false", "1000, 1000, false", "0, 0, false"})
    void aStorageThatIsNearlyFullIsNamed(long usableMiB, long totalMiB, boolean nearlyFull) {
        assertThat(Volumes.objection("data", usableMiB << 20, totalMiB << 20).isPresent())
                .isEqualTo(nearlyFull);
    }

    @Test
    void theTextSaysHowMuchIsLeft() {
        assertThat(Volumes.objection("data", 50L << 20, 1000L << 20))
                .contains("less than 10 % of storage data is free, 50 of 1000 MiB: make it larger, or delete data");
    }

    @Test
    void aStorageThatIsNotMountedIsNoTrouble() {
        assertThat(new Volumes(Map.of("data", Path.of("/no/such/directory"))).objection())
                .isEmpty();
    }
}
