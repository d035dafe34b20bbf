package pgcharm.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// An application to be deployed.
///
/// @param charm a `.charm` file, or a directory with an unpacked charm
/// @param config values by option, as texts or typed
/// @param resources a file for each resource
/// @param environment variables for all its hooks, which Juju has not
/// @param ghost run no processes: its units exist, enter relations and react at once
public record Deployment(
        String application,
        Path charm,
        int units,
        Map<String, Object> config,
        Map<String, Path> resources,
        Map<String, String> environment,
        boolean ghost) {
    public Deployment {
        requireNonNull(application, "application");
        charm = charm.toAbsolutePath();
        config = Map.copyOf(config);
        resources = Map.copyOf(resources);
        environment = Map.copyOf(environment);
    }

    /// One unit, without configuration.
    public static Deployment of(String application, Path charm) {
        return new Deployment(application, charm, 1, Map.of(), Map.of(), Map.of(), false);
    }

    public Deployment withUnits(int count) {
        return new Deployment(application, charm, count, config, resources, environment, ghost);
    }

    public Deployment withConfig(String option, Object value) {
        return new Deployment(application, charm, units, with(config, option, value), resources, environment, ghost);
    }

    public Deployment withResource(String resource, Path file) {
        return new Deployment(application, charm, units, config, with(resources, resource, file), environment, ghost);
    }

    public Deployment withEnvironment(String variable, String value) {
        return new Deployment(application, charm, units, config, resources, with(environment, variable, value), ghost);
    }

    public Deployment asGhost() {
        return new Deployment(application, charm, units, config, resources, environment, true);
    }

    private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
