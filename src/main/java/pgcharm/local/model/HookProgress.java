package pgcharm.local.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.local.model.Hook.RelationEvent;
import pgcharm.local.model.Hook.RelationHook;
import pgcharm.local.model.Hook.SecretHook;
import pgcharm.local.model.Hook.UnitHook;

/// What a unit's agent does around a hook: the statuses it sets, and what is asked of it from outside.
public final class HookProgress {
    private static final Set<String> SECRET_HOOKS =
            Set.of("secret-changed", "secret-rotate", "secret-expired", "secret-remove");

    private final ModelState model;
    private final Unit unit;

    public HookProgress(ModelState model, Unit unit) {
        this.model = model;
        this.unit = unit;
    }

    public void begin(Hook hook) {
        unit.agent = Status.now("executing", "running " + hook.name() + " hook");
        switch (hook.name()) {
            case "install" -> {
                if (!unit.statusSetByCharm) {
                    unit.status = Status.now("maintenance", "installing charm software");
                }
            }
            case "stop" -> unit.status = Status.now("maintenance", "stopping charm software");
            case "remove" -> unit.status = Status.now("maintenance", "cleaning up prior to charm deletion");
            default -> {}
        }
    }

    /// @param configVersion the application's when the hook began
    public void succeed(Hook hook, int configVersion) {
        switch (hook.name()) {
            case "stop" -> unit.status = Status.now("maintenance", "");
            case "remove" -> unit.status = Status.now("terminated", "");
            case "start" -> {
                if (!unit.statusSetByCharm) {
                    unit.status = Status.now("unknown", "");
                }
            }
            case "config-changed" -> unit.configSeen = configVersion;
            default -> {}
        }
        unit.agent = Status.now("idle", "");
        new Agent(model, unit).done(hook);
    }

    public void fail(Hook hook) {
        unit.failed = hook;
        unit.agent = Status.now("error", "hook failed: \"" + hook.name() + "\"");
    }

    /// Takes the unit out of error and says which hook it was.
    public Hook resolve() {
        Hook hook = unit.failed()
                .orElseThrow(() -> new ModelException("unit \"" + unit.name() + "\" is not in an error state"));
        unit.failed = null;
        unit.agent = Status.now("idle", "");
        return hook;
    }

    /// Counts a hook that is not to be retried as done.
    public void skip(Hook hook) {
        if (hook.name().equals("config-changed")) {
            unit.configSeen = model.applicationOf(unit).configVersion;
        }
        new Agent(model, unit).done(hook);
    }

    /// Asks for a hook by its name; a name that Juju does not know is taken as one of a later Juju.
    ///
    /// @param environment further variables for the hook
    public void fire(String hook, Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(workload(hook));
        variables.putAll(environment);
        (hook.equals("update-status") ? unit.updateStatus : unit.fired).add(new UnitHook(hook, variables));
    }

    public void fireSecret(String hook, String secret, int revision) {
        if (!SECRET_HOOKS.contains(hook)) {
            throw new ModelException("\"" + hook + "\" is not a hook about a secret");
        }
        Secret found = SecretIds.parse(secret)
                .flatMap(model::findSecret)
                .orElseThrow(() -> ModelException.notFound("secret \"" + secret + "\""));
        Optional<SecretConsumer> consumer = found.consumer(unit.tag());
        String label = hook.equals("secret-changed")
                ? consumer.map(SecretConsumer::label).orElse("")
                : found.label();
        unit.fired.add(new SecretHook(hook, found.id(), revision == 0 ? found.latest() : revision, label));
    }

    /// Runs a relation hook again, without a reason.
    public void fireRelation(String hook, Relation relation, String remoteUnit, String departingUnit) {
        String endpoint = relation.endpointOf(unit.application()).name();
        for (RelationEvent event : RelationEvent.values()) {
            if (hook.equals(endpoint + "-" + event)) {
                unit.fired.add(new RelationHook(
                        endpoint,
                        event,
                        relation.id(),
                        relation.other(unit.application()),
                        remoteUnit,
                        departingUnit,
                        0,
                        true));
                return;
            }
        }
        throw new ModelException(unit.name() + " has no hook \"" + hook + "\" in relation " + relation.id());
    }

    private Map<String, String> workload(String hook) {
        for (String event : List.of("-pebble-ready", "-pebble-custom-notice")) {
            if (hook.endsWith(event)) {
                String container = hook.substring(0, hook.length() - event.length());
                if (!model.applicationOf(unit).charm().containers().contains(container)) {
                    throw new ModelException(
                            "charm of \"" + unit.application() + "\" has no container \"" + container + "\"");
                }
                return event.equals("-pebble-ready") ? Map.of("JUJU_WORKLOAD_NAME", container) : notice(container);
            }
        }
        return Map.of();
    }

    private static Map<String, String> notice(String container) {
        return Map.of(
                "JUJU_WORKLOAD_NAME", container,
                "JUJU_NOTICE_ID", "1",
                "JUJU_NOTICE_TYPE", "custom",
                "JUJU_NOTICE_KEY", "example.com/x");
    }
}
