package pgcharm.workload.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pgcharm.workload.patroni.Settings.Profile;
import pgcharm.workload.patroni.Settings.SynchronousMode;

final class SizingTest {
    private static final long MB = 1L << 20;

    private static Settings settings(Profile profile, Map<String, String> parameters) {
        return new Settings(profile, SynchronousMode.ON, 1, false, parameters);
    }

    private static Map<String, String> sized(long megabytes, boolean limited, int cpus, Profile profile) {
        return Sizing.parameters(new Resources(megabytes * MB, limited, cpus), settings(profile, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        /* memory in MB, limited, CPUs, profile; shared_buffers, effective_cache_size, maintenance_work_mem, work_mem */
        "256, true, 1, PRODUCTION, 64MB, 192MB, 16MB, 655kB",
        "1024, true, 2, PRODUCTION, 256MB, 768MB, 64MB, 2621kB",
        "8192, true, 4, PRODUCTION, 2048MB, 6144MB, 512MB, 20971kB",
        "8192, true, 4, TESTING, 256MB, 768MB, 64MB, 2621kB",
        "65536, true, 16, PRODUCTION, 16384MB, 49152MB, 1024MB, 167772kB",
        "524288, true, 128, PRODUCTION, 32768MB, 393216MB, 1024MB, 262144kB",
        "16384, false, 8, PRODUCTION, 1024MB, 3072MB, 256MB, 10485kB",
        "524288, false, 128, PRODUCTION, 4096MB, 12288MB, 1024MB, 8192kB",
        "32, true, 1, PRODUCTION, 16MB, 24MB, 2MB, 81kB",
    })
    void dividesTheMemory(
            long memory,
            boolean limited,
            int cpus,
            Profile profile,
            String sharedBuffers,
            String cache,
            String maintenance,
            String work) {
        assertThat(sized(memory, limited, cpus, profile))
                .containsEntry("shared_buffers", sharedBuffers)
                .containsEntry("effective_cache_size", cache)
                .containsEntry("maintenance_work_mem", maintenance)
                .containsEntry("work_mem", work);
    }

    @ParameterizedTest
    @CsvSource({
        /* CPUs; max_connections, max_worker_processes, parallel workers, per gather */
        "1, 100, 8, 1, 0",
        "2, 100, 8, 2, 1",
        "8, 100, 12, 8, 4",
        "32, 128, 36, 32, 4",
        "128, 512, 132, 128, 4",
    })
    void followsTheCpus(int cpus, String connections, String workers, String parallel, String gather) {
        assertThat(sized(4096, true, cpus, Profile.PRODUCTION))
                .containsEntry("max_connections", connections)
                .containsEntry("max_worker_processes", workers)
                .containsEntry("max_parallel_workers", parallel)
                .containsEntry("max_parallel_workers_per_gather", gather)
                .containsEntry("max_parallel_maintenance_workers", gather);
    }

    /// Buffers, a maintenance operation beside three autovacuum workers, and every session sorting.
    @Test
    void staysBelowTheLimitWhateverRunsAtOnce() {
        for (long memory = 128; memory <= 1 << 20; memory = memory * 5 / 4) {
            for (int cpus : new int[] {1, 2, 7, 64}) {
                for (Profile profile : Profile.values()) {
                    Map<String, String> sized = sized(memory, true, cpus, profile);
                    long most = Allowed.Size.bytes(sized.getOrDefault("shared_buffers", ""))
                            + 4 * Allowed.Size.bytes(sized.getOrDefault("maintenance_work_mem", ""))
                            + Long.parseLong(sized.getOrDefault("max_connections", ""))
                                    * Allowed.Size.bytes(sized.getOrDefault("work_mem", ""));
                    assertThat(most)
                            .as(memory + "MB, " + cpus + " CPUs")
                            .isPositive()
                            .isLessThanOrEqualTo(memory * MB);
                }
            }
        }
    }

    @Test
    void sharesWorkMemoryAmongAsManySessionsAsWereAskedFor() {
        assertThat(Sizing.parameters(
                        new Resources(4096 * MB, true, 2),
                        settings(Profile.PRODUCTION, Map.of("max_connections", "1000", "shared_buffers", "1500MB"))))
                .containsEntry("work_mem", "1048kB")
                .containsEntry("max_connections", "1000")
                .containsEntry("shared_buffers", "1500MB");
    }

    @Test
    void givesPostgresOnlyValuesThatAnOperatorCouldSetToo() {
        Map<String, String> sized = sized(256, true, 1, Profile.PRODUCTION);
        for (Parameter parameter : Parameter.ALL) {
            if (sized.containsKey(parameter.name())) {
                assertThat(parameter.allowed().value(sized.getOrDefault(parameter.name(), "")))
                        .as(parameter.name())
                        .isPresent();
            }
        }
    }
}
