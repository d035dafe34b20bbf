package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.Deployment;
import pgcharm.scenarios.Login;
import pgcharm.scenarios.PackedCharms;

/// An application that asks for a database, and what it is given.
record ClientApplication(Cluster cluster, String name, int relation) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Integrates it, and asks; nothing is waited for.
    static ClientApplication ask(Cluster cluster, String name, String database) {
        cluster.model().deploy(Deployment.of(name, PackedCharms.GHOST).asGhost());
        int relation = cluster.model().integrate(name + ":database", Provider.NAME + ":database");
        cluster.model()
                .writeDatabag(
                        relation,
                        name,
                        Map.of(
                                "database",
                                database,
                                "requested-secrets",
                                "[\"username\", \"password\", \"uris\", \"read-only-uris\", \"tls\", \"tls-ca\"]"));
        return new ClientApplication(cluster, name, relation);
    }

    /// The application of that name, which is integrated if it is not there.
    static ClientApplication known(Cluster cluster, String name, String database) {
        return cluster.model().state().findApplication(name).isPresent()
                ? new ClientApplication(cluster, name, relationOf(cluster, name)).served()
                : ask(cluster, name, database).served();
    }

    ClientApplication served() {
        cluster.untilInTime(
                Provider.NAME, PATIENCE, () -> name + " got " + databag().keySet(), this::isServed);
        return this;
    }

    boolean isServed() {
        return databag().containsKey("secret-user");
    }

    Map<String, String> databag() {
        return cluster.model().databag(relation, Provider.NAME);
    }

    /// The databag with what is in its secrets.
    Map<String, String> received() {
        Map<String, String> all = new TreeMap<>(databag());
        for (String key : List.of("secret-user", "secret-tls")) {
            Optional.ofNullable(all.remove(key))
                    .ifPresent(uri -> all.putAll(cluster.model().readSecret(name + "/0", uri, "", true, false)));
        }
        return all;
    }

    /// By the URI, the certificate verified.
    Login login() {
        return login("uris");
    }

    Login readOnlyLogin() {
        return login("read-only-uris");
    }

    void leaves() {
        cluster.model().removeRelation(relation);
        cluster.settle();
        cluster.model().removeApplication(name);
        cluster.settle();
    }

    private static int relationOf(Cluster cluster, String name) {
        return cluster.model().state().relations().stream()
                .filter(relation -> relation.involves(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Login login(String key) {
        Map<String, String> received = received();
        Path authority = Cluster.DIRECTORY.resolve(name + "-ca.pem");
        try {
            Files.writeString(authority, received.getOrDefault("tls-ca", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Login.of(received.getOrDefault(key, ""))
                .with("sslmode=verify-full&sslrootcert=" + authority + "&connectTimeout=3&socketTimeout=5");
    }
}
