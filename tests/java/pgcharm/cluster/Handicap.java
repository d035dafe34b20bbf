package pgcharm.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is wrong with a pod.
///
/// @param hidden a directory whose programs the image is without
/// @param ahead how far its clock is ahead of the machine's; negative when it is late
record Handicap(Optional<Path> hidden, Duration ahead) {
    static final Handicap NONE = new Handicap(Optional.empty(), Duration.ZERO);

    static Handicap without(Path directory) {
        return new Handicap(Optional.of(directory), Duration.ZERO);
    }

    static Handicap clock(Duration ahead) {
        return new Handicap(Optional.empty(), ahead);
    }

    /// Variables for all programs of the pod that read the time through the C library: Patroni, PostgreSQL and the
    /// charm. Pebble does not.
    Map<String, String> environment() {
        return ahead.isZero()
                ? Map.of()
                : Map.of("LD_PRELOAD", library().toString(), "CLOCK_AHEAD", Long.toString(ahead.toSeconds()));
    }

    private static Path library() {
        Path library = Cluster.DIRECTORY.resolve("clock.so");
        if (!library.toFile().exists()) {
            Command.run(List.of("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), "tests/cluster/clock.c"));
        }
        return library;
    }
}
