package pgcharm.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.SecretContent;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.Endpoint;
import pgcharm.postgres.ServerAccess;
import pgcharm.workload.ClusterNames;

/// Which server the operator wants the charm to work on.
public sealed interface ServerConfig {
    /// One that exists without the charm.
    record External(ServerAccess access) implements ServerConfig {}

    /// The charm's own cluster.
    ///
    /// @param passwords that its members run with
    record Own(ServerAccess access, SystemPasswords passwords) implements ServerConfig {}

    /// @param status what is wrong and what to do about it
    record Unknown(UnitStatus status) implements ServerConfig {}

    Set<String> KEYS =
            Set.of("endpoints", "username", "password", "read-only-endpoints", "database", "tls-ca", "sslmode");
    Set<String> SSL_MODES = Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /// Whether config names no server, so that the charm runs its own cluster.
    static boolean isOwn(Map<String, String> config) {
        return config.getOrDefault("server", "").isBlank();
    }

    /// Reads config `server`, which names a user secret granted to this application; without it, what is needed to
    /// reach the own cluster.
    static ServerConfig read(HookTools tools, ClusterNames names) {
        if (isOwn(tools.config())) {
            return OwnCluster.read(tools, names);
        }
        String uri = tools.config().getOrDefault("server", "");
        try {
            return of(tools.secrets().latest(uri));
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case NOT_ALLOWED ->
                    new Unknown(UnitStatus.blocked("the secret in config server is not granted: juju grant-secret "
                            + uri + " " + names.application()));
                case SECRET_MISSING ->
                    new Unknown(UnitStatus.blocked("the secret in config server does not exist: " + uri));
                case RELATION_GONE, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    /// All problems at once, so that one correction is enough.
    static ServerConfig of(SecretContent content) {
        List<String> problems = new ArrayList<>();
        for (String key : List.of("endpoints", "username", "password")) {
            if (value(content, key).isEmpty()) {
                problems.add(key + " is missing");
            }
        }
        Set<String> unknown = new TreeSet<>(content.values().keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            problems.add("unknown " + String.join(", ", unknown) + " (known: "
                    + KEYS.stream().sorted().collect(Collectors.joining(", ")) + ")");
        }
        List<Endpoint> endpoints = endpoints(content, "endpoints", problems);
        List<Endpoint> readOnly = endpoints(content, "read-only-endpoints", problems);
        Optional<String> sslMode = value(content, "sslmode");
        if (!sslMode.map(SSL_MODES::contains).orElse(true)) {
            problems.add("sslmode must be one of " + SSL_MODES.stream().sorted().collect(Collectors.joining(", ")));
        }
        Optional<String> tlsCa = value(content, "tls-ca");
        if (!tlsCa.map(pem -> pem.contains("-----BEGIN CERTIFICATE-----")).orElse(true)) {
            problems.add("tls-ca must be a certificate in PEM");
        }
        Optional<String> text = value(content, "password");
        Optional<Password> password = text.flatMap(Password::of);
        if (text.isPresent() && password.isEmpty()) {
            problems.add("password has a NUL, which PostgreSQL cannot hold");
        }
        if (!problems.isEmpty() || password.isEmpty()) {
            return new Unknown(
                    UnitStatus.blocked("the secret in config server is wrong: " + String.join("; ", problems)));
        }
        return new External(new ServerAccess(
                endpoints,
                readOnly,
                value(content, "username").orElseThrow(),
                password.get(),
                value(content, "database").orElse("postgres"),
                sslMode,
                tlsCa,
                // the operator named addresses of a server that has nothing to do with this model's network
                true));
    }

    private static Optional<String> value(SecretContent content, String key) {
        return content.get(key).filter(text -> !text.isBlank());
    }

    private static List<Endpoint> endpoints(SecretContent content, String key, List<String> problems) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String text :
                value(content, key).map(list -> List.of(list.split(",", -1))).orElse(List.of())) {
            Endpoint.of(text)
                    .ifPresentOrElse(
                            endpoints::add,
                            () -> problems.add(key + " has \"" + text.strip() + "\", which is not host:port"));
        }
        return endpoints;
    }
}
