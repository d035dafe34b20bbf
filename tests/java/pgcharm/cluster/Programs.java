package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/// What the cluster consists of, each named by a variable of the environment.
///
/// @param kubemini kube-apiserver, etcd and the Endpoints controller in one process
/// @param postgres the directory of PostgreSQL's programs
record Programs(Path kubemini, Path pebble, Path patroni, Path postgres) {
    /// Where the exporter writes.
    static final String METRICS = "/var/lib/pg/temp/run/metrics";

    private static final String EXPORTER = """
            #!/bin/sh
            until psql "$DATA_SOURCE_NAME" -XAtF ' ' >%1$s.new -c \
                "SELECT current_user, bool_and(query <> '<insufficient privilege>') FROM pg_stat_activity"; do
                sleep 1
            done
            mv %1$s.new %1$s
            exec sleep infinity
            """.formatted(METRICS);

    /// As `scripts/cluster-programs` prints them.
    static Programs ofEnvironment() {
        return new Programs(named("KUBEMINI"), named("PEBBLE_BIN"), named("PATRONI"), named("PG_BIN"));
    }

    /// Why no cluster can be started on this machine.
    static Optional<String> missing() {
        if (!System.getProperty("os.name").equals("Linux") || !"root".equals(System.getProperty("user.name"))) {
            return Optional.of("namespaces need root on Linux");
        }
        return Stream.of("KUBEMINI", "PEBBLE_BIN", "PATRONI", "PG_BIN")
                .filter(variable -> !Files.exists(named(variable)))
                .findFirst()
                .map(variable -> variable + " names no program: see scripts/cluster-programs");
    }

    /// The search path of the image.
    String path() {
        return exporter().getParent() + ":" + patroni.getParent() + ":" + postgres
                + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    }

    /// A metrics exporter that says once who it is and whether it sees the statistics of others.
    private static Path exporter() {
        Path program = Cluster.DIRECTORY.resolve("image/postgres_exporter");
        try {
            if (Files.notExists(program)) {
                Files.createDirectories(Cluster.DIRECTORY.resolve("image"));
                Files.writeString(program, EXPORTER);
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path named(String variable) {
        return Path.of(System.getenv().getOrDefault(variable, "/nonexistent/" + variable));
    }
}
