package pgcharm.workload.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DynamicConfigTest {
    private static final DynamicConfig WANTED = new DynamicConfig(Map.of(
            "ttl", 30, "failsafe_mode", true, "postgresql", Map.of("parameters", Map.of("max_connections", "200"))));

    @Test
    void saysNothingWhenNothingDiffers() {
        assertThat(WANTED.difference(Map.of(
                        "ttl",
                        30,
                        "failsafe_mode",
                        true,
                        "postgresql",
                        Map.of("parameters", Map.of("max_connections", 200)))))
                .isEmpty();
    }

    @Test
    void saysOnlyWhatDiffers() {
        assertThat(WANTED.difference(Map.of(
                        "ttl",
                        30,
                        "postgresql",
                        Map.of(
                                "use_slots",
                                true,
                                "parameters",
                                Map.of("max_connections", 100, "wal_level", "logical")))))
                .isEqualTo(Map.of(
                        "failsafe_mode", true, "postgresql", Map.of("parameters", Map.of("max_connections", "200"))));
    }

    @Test
    void leavesAloneWhatIsNotItsOwn() {
        Map<String, Object> current = new HashMap<>(WANTED.values());
        current.put("pause", true);
        assertThat(WANTED.difference(current)).isEmpty();
    }

    @Test
    void saysAllToAClusterThatHasNone() {
        assertThat(WANTED.difference(Map.of())).isEqualTo(WANTED.values());
    }

    @Test
    void replacesWhatIsNoSection() {
        assertThat(WANTED.difference(Map.of("ttl", 30, "failsafe_mode", true, "postgresql", "broken")))
                .isEqualTo(Map.of("postgresql", Map.of("parameters", Map.of("max_connections", "200"))));
    }
}
