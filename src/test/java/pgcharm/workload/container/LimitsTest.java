package pgcharm.workload.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LimitsTest {
    private static final String MACHINE = "MemTotal:       16777216 kB\nMemFree: 1 kB\n";

    static Stream<Arguments> files() {
        return Stream.of(
                /* { why, files, limits } */
                Arguments.of(
                        "limits, version 2",
                        Map.of(
                                Limits.MEMORY_2, "4294967296\n",
                                Limits.MACHINE_MEMORY, MACHINE,
                                Limits.CPU_2, "150000 100000\n",
                                Limits.MACHINE_CPUS, "0-7\n"),
                        new Limits(4L << 30, true, 1500)),
                Arguments.of(
                        "none, version 2",
                        Map.of(
                                Limits.MEMORY_2, "max\n",
                                Limits.MACHINE_MEMORY, MACHINE,
                                Limits.CPU_2, "max 100000\n",
                                Limits.MACHINE_CPUS, "0-7\n"),
                        new Limits(16L << 30, false, 8000)),
                Arguments.of(
                        "limits, version 1",
                        Map.of(
                                Limits.MEMORY_1, "536870912\n",
                                Limits.MACHINE_MEMORY, MACHINE,
                                Limits.CPU_QUOTA_1, "50000\n",
                                Limits.CPU_PERIOD_1, "100000\n",
                                Limits.MACHINE_CPUS, "0-3\n"),
                        new Limits(512L << 20, true, 500)),
                Arguments.of(
                        "none, version 1",
                        Map.of(
                                Limits.MEMORY_1, "9223372036854771712\n",
                                Limits.MACHINE_MEMORY, MACHINE,
                                Limits.CPU_QUOTA_1, "-1\n",
                                Limits.CPU_PERIOD_1, "100000\n",
                                Limits.CPU_SET_1, "0,2-3\n",
                                Limits.MACHINE_CPUS, "0-7\n"),
                        new Limits(16L << 30, false, 3000)),
                Arguments.of(
                        "a limit above what the machine has",
                        Map.of(
                                Limits.MEMORY_2, "34359738368\n",
                                Limits.MACHINE_MEMORY, MACHINE,
                                Limits.MACHINE_CPUS, "0\n"),
                        new Limits(16L << 30, false, 1000)),
                Arguments.of("nothing to be read", Map.of(), new Limits(512L << 20, true, 1000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void areThoseOfTheContainerOrElseOfTheMachine(String why, Map<String, String> files, Limits limits) {
        assertThat(Limits.of(files)).as(why).isEqualTo(limits);
    }
}
