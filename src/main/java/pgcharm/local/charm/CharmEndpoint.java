package pgcharm.local.charm;

import static java.util.Objects.requireNonNull;

/// An endpoint of metadata.yaml.
///
/// @param limit the most relations it may have, 0 for no limit
public record CharmEndpoint(String name, Role role, String interfaceName, int limit) {
    public CharmEndpoint {
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(interfaceName, "interfaceName");
    }
}
