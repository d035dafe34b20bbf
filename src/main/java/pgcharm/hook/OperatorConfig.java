package pgcharm.hook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgcharm.access.Attribute;
import pgcharm.access.Policy;
import pgcharm.postgres.Endpoint;

/// The options that decide what clients may have.
final class OperatorConfig {
    private static final Set<Attribute> PRIVILEGES =
            EnumSet.of(Attribute.SUPERUSER, Attribute.CREATEROLE, Attribute.REPLICATION);

    private static final String EXTERNAL_ENDPOINTS = "external-endpoints";

    private OperatorConfig() {}

    /// What is wrong with the options; empty when nothing is.
    static Optional<String> problem(Map<String, String> config) {
        List<String> unknown = words(config, "privileged-roles")
                .filter(word -> privilege(word).isEmpty())
                .toList();
        List<String> noEndpoints = words(config, EXTERNAL_ENDPOINTS)
                .filter(word -> Endpoint.of(word).isEmpty())
                .toList();
        List<String> problems = new ArrayList<>();
        if (!unknown.isEmpty()) {
            problems.add("config privileged-roles: unknown " + String.join(", ", unknown)
                    + " (known: createrole, replication, superuser)");
        }
        if (!noEndpoints.isEmpty()) {
            problems.add("config external-endpoints: not host:port: " + String.join(", ", noEndpoints));
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /// Addresses for clients that ask for connectivity from outside; empty when the server's own do.
    static List<String> externalEndpoints(Map<String, String> config) {
        return words(config, EXTERNAL_ENDPOINTS)
                .flatMap(word -> Endpoint.of(word).stream())
                .map(Endpoint::toString)
                .toList();
    }

    /// @param shared the server may hold what others made
    static Policy policy(Map<String, String> config, boolean shared) {
        return new Policy(
                Boolean.parseBoolean(config.getOrDefault("allow-server-roles", "false")),
                words(config, "privileged-roles")
                        .flatMap(word -> privilege(word).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                words(config, "adopt-databases").collect(Collectors.toUnmodifiableSet()),
                words(config, "extensions-allowed").collect(Collectors.toUnmodifiableSet()),
                shared);
    }

    private static Stream<String> words(Map<String, String> config, String option) {
        return Stream.of(config.getOrDefault(option, "").split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }

    private static Optional<Attribute> privilege(String word) {
        return PRIVILEGES.stream()
                .filter(attribute -> attribute.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
