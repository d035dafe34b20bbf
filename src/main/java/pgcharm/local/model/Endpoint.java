package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import pgcharm.local.charm.Role;

/// One side of a relation.
public record Endpoint(String application, String name, Role role, String interfaceName) {
    public Endpoint {
        requireNonNull(application, "application");
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(interfaceName, "interfaceName");
    }

    String key() {
        return application + ":" + name;
    }
}
