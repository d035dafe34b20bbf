package pgcharm.workload.container;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the container may use: the limits of its cgroup (version 2 or 1), or what the machine has.
///
/// @param memory in bytes
/// @param limited whether that is the container's own limit, and not what the whole machine has
/// @param milliCpus thousandths of a CPU
public record Limits(long memory, boolean limited, int milliCpus) {
    static final String MEMORY_2 = "/sys/fs/cgroup/memory.max";
    static final String MEMORY_1 = "/sys/fs/cgroup/memory/memory.limit_in_bytes";
    static final String MACHINE_MEMORY = "/proc/meminfo";
    static final String CPU_2 = "/sys/fs/cgroup/cpu.max";
    static final String CPU_QUOTA_1 = "/sys/fs/cgroup/cpu/cpu.cfs_quota_us";
    static final String CPU_PERIOD_1 = "/sys/fs/cgroup/cpu/cpu.cfs_period_us";
    static final String CPU_SET_2 = "/sys/fs/cgroup/cpuset.cpus.effective";
    static final String CPU_SET_1 = "/sys/fs/cgroup/cpuset/cpuset.effective_cpus";
    static final String MACHINE_CPUS = "/sys/devices/system/cpu/online";

    /// Where nothing at all can be read: little, so that PostgreSQL starts anyway.
    private static final Limits LITTLE = new Limits(512L << 20, true, 1000);

    private static final Pattern MEMORY_TOTAL = Pattern.compile("(?m)^MemTotal:\\s+([0-9]{1,15}) kB");
    private static final Pattern CPU_RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

    /// @param files contents by path, of those that could be read
    static Limits of(Map<String, String> files) {
        OptionalLong limit = least(number(files, MEMORY_2), number(files, MEMORY_1));
        OptionalLong machine = machineMemory(files);
        boolean limited = limit.isPresent() && limit.getAsLong() < machine.orElse(Long.MAX_VALUE);
        Stream<Integer> cpus = Stream.of(
                        quota(files), cpuSet(files, CPU_SET_2), cpuSet(files, CPU_SET_1), cpuSet(files, MACHINE_CPUS))
                .flatMap(Optional::stream)
                .filter(milliCpus -> milliCpus > 0);
        OptionalLong memory = least(limit, machine);
        return new Limits(
                memory.orElse(LITTLE.memory),
                limited || memory.isEmpty(),
                cpus.min(Integer::compare).orElse(LITTLE.milliCpus));
    }

    private static OptionalLong least(OptionalLong one, OptionalLong other) {
        return Stream.of(one, other)
                .flatMapToLong(OptionalLong::stream)
                .filter(bytes -> bytes > 0)
                .min();
    }

    private static OptionalLong machineMemory(Map<String, String> files) {
        Matcher total = MEMORY_TOTAL.matcher(files.getOrDefault(MACHINE_MEMORY, ""));
        return total.find() ? OptionalLong.of(Long.parseLong(total.group(1)) << 10) : OptionalLong.empty();
    }

    /// Version 2 has quota and period in one file, `max 100000` where there is no limit; version 1 has -1 there.
    private static Optional<Integer> quota(Map<String, String> files) {
        String both = files.getOrDefault(
                CPU_2, files.getOrDefault(CPU_QUOTA_1, "") + " " + files.getOrDefault(CPU_PERIOD_1, ""));
        String[] parts = both.strip().split("\\s+");
        if (parts.length != 2) {
            return Optional.empty();
        }
        OptionalLong quota = number(parts[0]);
        OptionalLong period = number(parts[1]);
        return quota.isPresent() && period.orElse(0) > 0
                ? Optional.of((int) Math.min(Integer.MAX_VALUE, quota.getAsLong() * 1000 / period.getAsLong()))
                : Optional.empty();
    }

    /// As in `0-3,8`.
    private static Optional<Integer> cpuSet(Map<String, String> files, String path) {
        int cpus = 0;
        Matcher range = CPU_RANGE.matcher(files.getOrDefault(path, ""));
        while (range.find()) {
            int first = Integer.parseInt(range.group(1));
            int last =
                    Optional.ofNullable(range.group(2)).map(Integer::parseInt).orElse(first);
            cpus += Math.max(0, last - first + 1);
        }
        return Optional.of(cpus * 1000);
    }

    private static OptionalLong number(Map<String, String> files, String path) {
        return number(files.getOrDefault(path, ""));
    }

    /// Empty for `max`, for -1 and for more than 18 digits, which is no limit either.
    private static OptionalLong number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
