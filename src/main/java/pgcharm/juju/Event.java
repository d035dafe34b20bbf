package pgcharm.juju;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Why Juju started the charm, from the environment of `dispatch`.
public sealed interface Event {
    enum Lifecycle implements Event {
        INSTALL,
        START,
        STOP,
        REMOVE,
        CONFIG_CHANGED,
        UPGRADE_CHARM,
        LEADER_ELECTED,
        LEADER_SETTINGS_CHANGED,
        UPDATE_STATUS
    }

    enum Phase {
        CREATED,
        JOINED,
        CHANGED,
        DEPARTED,
        BROKEN
    }

    /// @param remoteUnit absent in created and broken, and where the application's data changed
    /// @param departingUnit in departed only; may be this unit
    record Relation(
            Phase phase,
            RelationId id,
            String remoteApplication,
            Optional<String> remoteUnit,
            Optional<String> departingUnit)
            implements Event {}

    enum SecretPhase {
        CHANGED,
        EXPIRED,
        REMOVE,
        ROTATE
    }

    /// @param revision in remove and expired only
    record Secret(SecretPhase phase, String id, Optional<String> label, OptionalInt revision) implements Event {}

    enum StoragePhase {
        ATTACHED,
        DETACHING
    }

    record Storage(StoragePhase phase, String id) implements Event {}

    enum WorkloadPhase {
        PEBBLE_READY,
        PEBBLE_CUSTOM_NOTICE,
        PEBBLE_CHECK_FAILED,
        PEBBLE_CHECK_RECOVERED
    }

    record Workload(WorkloadPhase phase, String container) implements Event {}

    record Action(String name) implements Event {}

    /// An event of a newer Juju, or none: there is nothing to do.
    record Unknown(String path) implements Event {}

    /// @param environment of the process; an empty variable counts as absent
    /// @throws IllegalArgumentException when a variable that comes with the event is missing
    static Event from(Map<String, String> environment) {
        String path = environment.getOrDefault("JUJU_DISPATCH_PATH", "");
        if (path.startsWith("actions/")) {
            return new Action(path.substring("actions/".length()));
        }
        if (!path.startsWith("hooks/")) {
            return new Unknown(path);
        }
        String hook = path.substring("hooks/".length());
        Optional<Lifecycle> lifecycle = Stream.of(Lifecycle.values())
                .filter(kind -> word(kind).equals(hook))
                .findFirst();
        if (lifecycle.isPresent()) {
            return lifecycle.get();
        }
        return switch (hook) {
            case "secret-changed" -> secret(SecretPhase.CHANGED, environment);
            case "secret-expired" -> secret(SecretPhase.EXPIRED, environment);
            case "secret-remove" -> secret(SecretPhase.REMOVE, environment);
            case "secret-rotate" -> secret(SecretPhase.ROTATE, environment);
            default -> named(hook, path, environment);
        };
    }

    /// Hooks whose name starts with that of an endpoint, a storage or a container.
    private static Event named(String hook, String path, Map<String, String> environment) {
        int kind = Math.max(
                hook.lastIndexOf("-relation-"), Math.max(hook.lastIndexOf("-storage-"), hook.lastIndexOf("-pebble-")));
        if (kind < 1) {
            return new Unknown(path);
        }
        String name = hook.substring(0, kind);
        return switch (hook.substring(kind + 1)) {
            case "relation-created" -> relation(Phase.CREATED, environment);
            case "relation-joined" -> relation(Phase.JOINED, environment);
            case "relation-changed" -> relation(Phase.CHANGED, environment);
            case "relation-departed" -> relation(Phase.DEPARTED, environment);
            case "relation-broken" -> relation(Phase.BROKEN, environment);
            case "storage-attached" -> new Storage(StoragePhase.ATTACHED, required("JUJU_STORAGE_ID", environment));
            case "storage-detaching" -> new Storage(StoragePhase.DETACHING, required("JUJU_STORAGE_ID", environment));
            case "pebble-ready" -> new Workload(WorkloadPhase.PEBBLE_READY, name);
            case "pebble-custom-notice" -> new Workload(WorkloadPhase.PEBBLE_CUSTOM_NOTICE, name);
            case "pebble-check-failed" -> new Workload(WorkloadPhase.PEBBLE_CHECK_FAILED, name);
            case "pebble-check-recovered" -> new Workload(WorkloadPhase.PEBBLE_CHECK_RECOVERED, name);
            default -> new Unknown(path);
        };
    }

    private static Event relation(Phase phase, Map<String, String> environment) {
        return new Relation(
                phase,
                RelationId.of(required("JUJU_RELATION_ID", environment)),
                optional("JUJU_REMOTE_APP", environment).orElse(""),
                optional("JUJU_REMOTE_UNIT", environment),
                optional("JUJU_DEPARTING_UNIT", environment));
    }

    private static Event secret(SecretPhase phase, Map<String, String> environment) {
        OptionalInt revision = optional("JUJU_SECRET_REVISION", environment)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
        return new Secret(
                phase, required("JUJU_SECRET_ID", environment), optional("JUJU_SECRET_LABEL", environment), revision);
    }

    private static String required(String variable, Map<String, String> environment) {
        return optional(variable, environment)
                .orElseThrow(() -> new IllegalArgumentException("environment variable " + variable + " is not set"));
    }

    private static Optional<String> optional(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
