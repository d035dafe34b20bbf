package pgcharm.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What the cluster consists of, each named by a variable of the environment.
///
/// @param kubemini kube-apiserver, etcd and the Endpoints controller in one process
/// @param postgres the directory of PostgreSQL's programs
record Programs(Path kubemini, Path pebble, Path patroni, Path postgres) {
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
        return patroni.getParent() + ":" + postgres + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    }

    private static Path named(String variable) {
        return Path.of(System.getenv().getOrDefault(variable, "/nonexistent/" + variable));
    }
}
