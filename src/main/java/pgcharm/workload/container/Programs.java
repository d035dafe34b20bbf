package pgcharm.workload.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pgcharm.workload.pebble.FileInfo;
import pgcharm.workload.pebble.Pebble;

/// Where the programs are that a member needs.
///
/// @param patroni absolute path
/// @param postgresBin the directory with `postgres`, `pg_ctl` and the rest
/// @param exporter of metrics, absolute path; images may come without
public record Programs(String patroni, String postgresBin, Optional<String> exporter) {
    private static final String PATRONI = "patroni";
    private static final String POSTGRES = "postgres";
    private static final List<String> EXPORTERS = List.of("postgres_exporter", "prometheus-postgres-exporter");

    /// Where Debian's packages have one directory for each major version.
    private static final String VERSIONS = "/usr/lib/postgresql";

    public sealed interface LookUp {
        record Found(Programs programs) implements LookUp {}

        /// @param text which program the image lacks and where it was looked for
        record Missing(String text) implements LookUp {}
    }

    /// Looks along the path; for PostgreSQL in the directories of Debian's packages too, the highest version first. One
    /// request for each directory.
    ///
    /// @throws pgcharm.workload.pebble.PebbleException when the container cannot be looked into
    public static LookUp lookUp(Pebble pebble, List<String> path) {
        List<FileInfo> found = path.stream()
                .flatMap(directory -> pebble.list(directory, "p*").stream())
                .filter(Programs::isProgram)
                .toList();
        Optional<String> patroni = find(found, PATRONI).map(FileInfo::path);
        Optional<String> bin = find(found, POSTGRES)
                .map(FileInfo::path)
                .or(() -> ofDebian(pebble))
                .map(program -> program.substring(0, program.lastIndexOf('/')));
        List<String> missing = new ArrayList<>();
        if (patroni.isEmpty()) {
            missing.add(PATRONI + " in " + String.join(":", path));
        }
        if (bin.isEmpty()) {
            missing.add(POSTGRES + " in " + String.join(":", path) + " and " + VERSIONS + "/*/bin");
        }
        if (patroni.isEmpty() || bin.isEmpty()) {
            return new LookUp.Missing("the image has no " + String.join(", no ", missing));
        }
        Optional<String> exporter = EXPORTERS.stream()
                .flatMap(name -> find(found, name).stream())
                .map(FileInfo::path)
                .findFirst();
        return new LookUp.Found(new Programs(patroni.get(), bin.get(), exporter));
    }

    private static Optional<String> ofDebian(Pebble pebble) {
        return pebble.list(VERSIONS, "[0-9]*").stream()
                .filter(version -> version.name().matches("[0-9]{1,4}"))
                .sorted(Comparator.comparingInt((FileInfo version) -> Integer.parseInt(version.name()))
                        .reversed())
                .flatMap(version -> pebble.list(version.path() + "/bin", POSTGRES).stream())
                .filter(Programs::isProgram)
                .map(FileInfo::path)
                .findFirst();
    }

    private static Optional<FileInfo> find(List<FileInfo> found, String name) {
        return found.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    private static boolean isProgram(FileInfo file) {
        return switch (file.type()) {
            case FILE -> (file.mode() & 0111) != 0;
            case SYMLINK -> true;
            case DIRECTORY, OTHER -> false;
        };
    }
}
