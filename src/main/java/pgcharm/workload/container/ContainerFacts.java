package pgcharm.workload.container;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.workload.pebble.FileOwner;

/// What files of the container say about it.
///
/// @param path where the image looks for programs, absolute directories in their order
/// @param postgres the user that PostgreSQL runs as; empty where the image has none
public record ContainerFacts(List<String> path, Optional<FileOwner> postgres, Limits limits) {
    /// The users that images run PostgreSQL as, the first that exists.
    public static final List<String> USERS = List.of("postgres", "_daemon_");

    /// To be read in one go and given to [#of].
    public static final List<String> FILES = List.of(
            "/proc/self/environ",
            "/etc/passwd",
            "/etc/group",
            Limits.MEMORY_2,
            Limits.MEMORY_1,
            Limits.MACHINE_MEMORY,
            Limits.CPU_2,
            Limits.CPU_QUOTA_1,
            Limits.CPU_PERIOD_1,
            Limits.CPU_SET_2,
            Limits.CPU_SET_1,
            Limits.MACHINE_CPUS);

    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ContainerFacts {
        path = List.copyOf(path);
    }

    /// @param files contents by path, of those of [#FILES] that could be read
    public static ContainerFacts of(Map<String, String> files) {
        return new ContainerFacts(
                path(files.getOrDefault("/proc/self/environ", "")),
                USERS.stream().flatMap(user -> owner(user, files).stream()).findFirst(),
                Limits.of(files));
    }

    /// Of the environment of Pebble itself, NUL separated.
    private static List<String> path(String environ) {
        String path = Stream.of(environ.split("\0"))
                .filter(variable -> variable.startsWith("PATH="))
                .map(variable -> variable.substring("PATH=".length()))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(USUAL_PATH);
        return Arrays.stream(path.split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> directory.length() > 1 ? directory.replaceFirst("/+$", "") : directory)
                .distinct()
                .toList();
    }

    /// The user with its primary group, which has the user's name where the number has none.
    private static Optional<FileOwner> owner(String user, Map<String, String> files) {
        return entries(files.getOrDefault("/etc/passwd", ""))
                .filter(entry -> entry.length >= 4 && entry[0].equals(user))
                .findFirst()
                .map(entry -> new FileOwner(
                        user,
                        entries(files.getOrDefault("/etc/group", ""))
                                .filter(group -> group.length >= 3 && group[2].equals(entry[3]))
                                .map(group -> group[0])
                                .findFirst()
                                .orElse(user)));
    }

    private static Stream<String[]> entries(String file) {
        return file.lines().map(line -> line.split(":", -1));
    }
}
