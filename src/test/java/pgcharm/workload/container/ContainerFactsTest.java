package pgcharm.workload.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.workload.pebble.FileOwner;

final class ContainerFactsTest {
    private static final long GIB = 1L << 30;
    private static final String MACHINE = "MemTotal:        8388608 kB\nMemFree:          1000 kB\n";

    static Stream<Arguments> memories() {
        return Stream.of(
                /* { files, bytes } */
                arguments(Map.of(Limits.MEMORY_2, "2147483648\n", Limits.MACHINE_MEMORY, MACHINE), 2 * GIB),
                arguments(Map.of(Limits.MEMORY_2, "max\n", Limits.MACHINE_MEMORY, MACHINE), 8 * GIB),
                // a limit above what the machine has is none
                arguments(Map.of(Limits.MEMORY_2, "17179869184\n", Limits.MACHINE_MEMORY, MACHINE), 8 * GIB),
                arguments(Map.of(Limits.MEMORY_1, "1073741824\n", Limits.MACHINE_MEMORY, MACHINE), GIB),
                arguments(Map.of(Limits.MEMORY_1, "9223372036854771712\n", Limits.MACHINE_MEMORY, MACHINE), 8 * GIB),
                arguments(Map.of(Limits.MEMORY_2, "", Limits.MACHINE_MEMORY, MACHINE), 8 * GIB),
                arguments(Map.of(Limits.MACHINE_MEMORY, "not what it was"), GIB / 2),
                arguments(Map.of(), GIB / 2));
    }

    @ParameterizedTest
    @MethodSource("memories")
    void memoryIsTheLowestLimit(Map<String, String> files, long bytes) {
        assertThat(Limits.of(files).memory()).isEqualTo(bytes);
    }

    static Stream<Arguments> cpus() {
        return Stream.of(
                /* { files, thousandths } */
                arguments(Map.of(Limits.CPU_2, "150000 100000\n", Limits.MACHINE_CPUS, "0-7\n"), 1500),
                arguments(Map.of(Limits.CPU_2, "max 100000\n", Limits.MACHINE_CPUS, "0-7\n"), 8000),
                arguments(Map.of(Limits.CPU_2, "max 100000\n", Limits.CPU_SET_2, "0-1,4\n"), 3000),
                arguments(Map.of(Limits.CPU_2, "900000 100000\n", Limits.MACHINE_CPUS, "0-1\n"), 2000),
                arguments(Map.of(Limits.CPU_QUOTA_1, "50000\n", Limits.CPU_PERIOD_1, "100000\n"), 500),
                arguments(
                        Map.of(
                                Limits.CPU_QUOTA_1, "-1\n",
                                Limits.CPU_PERIOD_1, "100000\n",
                                Limits.CPU_SET_1, "2\n"),
                        1000),
                arguments(Map.of(Limits.CPU_2, "100000 0\n", Limits.MACHINE_CPUS, "0-3\n"), 4000),
                arguments(Map.of(Limits.CPU_SET_2, "\n", Limits.MACHINE_CPUS, "0,2,4\n"), 3000),
                arguments(Map.of(), 1000));
    }

    @ParameterizedTest
    @MethodSource("cpus")
    void cpusAreTheLowestLimit(Map<String, String> files, int thousandths) {
        assertThat(Limits.of(files).milliCpus()).isEqualTo(thousandths);
    }

    static Stream<Arguments> users() {
        String debian = "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\n";
        String rock = "root:x:0:0::/root:/bin/sh\n_daemon_:x:584792:584792::/:/usr/bin/false\n";
        return Stream.of(
                /* { /etc/passwd, /etc/group, user:group } */
                arguments(debian, "root:x:0:\npostgres:x:104:\n", "postgres:postgres"),
                arguments(debian, "root:x:0:\ndb:x:104:postgres\n", "postgres:db"),
                arguments(debian, "", "postgres:postgres"),
                arguments(rock, "_daemon_:x:584792:\n", "_daemon_:_daemon_"),
                arguments(rock + debian, "postgres:x:104:\n", "postgres:postgres"),
                arguments("root:x:0:0:root:/root:/bin/bash\n", "root:x:0:\n", ""),
                arguments("postgresql:x:70:70::/:/bin/sh\npostgres\n", "", ""),
                arguments("", "", ""));
    }

    @ParameterizedTest
    @MethodSource("users")
    void postgresRunsAsTheImagesUser(String passwd, String group, String expected) {
        ContainerFacts facts = ContainerFacts.of(Map.of("/etc/passwd", passwd, "/etc/group", group));

        assertThat(facts.postgres().map(ContainerFactsTest::text).orElse("")).isEqualTo(expected);
    }

    static Stream<Arguments> paths() {
        List<String> usual = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
        return Stream.of(
                /* { environment of Pebble, directories } */
                arguments("HOME=/\0PATH=/opt/pg/bin:/usr/bin\0LANG=C\0", List.of("/opt/pg/bin", "/usr/bin")),
                arguments("PATH=/usr/bin/:relative::/usr/bin:/bin", List.of("/usr/bin", "/bin")),
                arguments("PATH=/", List.of("/")),
                arguments("MYPATH=/nowhere\0", usual),
                arguments("PATH=\0", usual),
                arguments("", usual));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void programsAreLookedForWhereTheImageDoes(String environment, List<String> directories) {
        assertThat(ContainerFacts.of(Map.of("/proc/self/environ", environment)).path())
                .isEqualTo(directories);
    }

    @Test
    void asksForEveryFileThatItReads() {
        assertThat(ContainerFacts.FILES)
                .contains("/proc/self/environ", "/etc/passwd", "/etc/group", Limits.MEMORY_2, Limits.CPU_2)
                .doesNotHaveDuplicates();
    }

    private static String text(FileOwner owner) {
        return owner.user() + ":" + owner.group();
    }
}
