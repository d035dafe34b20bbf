package pgcharm.workload;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The unit's storages, which are mounted into the charm's container too, at the same places.
///
/// @param mounts where each storage is, by its name
public record Volumes(Map<String, Path> mounts) {
    /// Where a PostgreSQL that has no space left stops, there must be time to act before.
    private static final int FREE_PERCENT = 10;

    /// Without data there is nothing to serve, without a write-ahead log nothing is written.
    public static final Volumes MOUNTED =
            new Volumes(Map.of("data", Path.of("/var/lib/pg/data"), "logs", Path.of("/var/lib/pg/logs")));

    /// Which storage is nearly full; one that is not mounted is not.
    public Optional<String> objection() {
        return new TreeMap<>(mounts)
                .entrySet().stream()
                        .flatMap(mount -> objection(mount.getKey(), mount.getValue()).stream())
                        .findFirst();
    }

    private static Optional<String> objection(String storage, Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return objection(storage, store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// @param usable bytes
    /// @param total bytes
    static Optional<String> objection(String storage, long usable, long total) {
        return total > 0 && usable < total / 100 * FREE_PERCENT
                ? Optional.of("less than " + FREE_PERCENT + " % of storage " + storage + " is free, " + (usable >> 20)
                        + " of " + (total >> 20) + " MiB: make it larger, or delete data")
                : Optional.empty();
    }
}
