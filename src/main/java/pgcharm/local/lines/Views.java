package pgcharm.local.lines;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pgcharm.local.Model;
import pgcharm.local.model.Application;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Secret;
import pgcharm.local.model.Status;
import pgcharm.local.model.Unit;
import pgcharm.local.run.UnitDirectory;

/// The state of a model as maps and lists.
final class Views {
    private Views() {}

    static Map<String, Object> model(Model model) {
        ModelState state = model.state();
        Map<String, Object> applications = new LinkedHashMap<>();
        state.applications()
                .forEach(application -> applications.put(application.name(), application(model, application)));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("model", state.name());
        view.put("model_uuid", state.uuid());
        view.put("apps", applications);
        view.put("relations", state.relations().stream().map(Views::relation).toList());
        view.put("secrets", state.secrets().stream().map(Views::secret).toList());
        view.put("errors", errors(state));
        view.put("hook_runs", model.history().size());
        return view;
    }

    static List<Map<String, Object>> errors(ModelState state) {
        return state.units().stream()
                .flatMap(unit -> unit.failed().stream()
                        .map(hook -> Map.<String, Object>of(
                                "unit",
                                unit.name(),
                                "hook",
                                hook.name(),
                                "message",
                                unit.agent().message())))
                .toList();
    }

    static Map<String, Object> relation(Relation relation) {
        Map<String, Object> databags = new TreeMap<>();
        relation.databags().forEach((entity, settings) -> databags.put(entity, settings.values()));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", relation.id());
        view.put("key", relation.key());
        view.put("life", relation.life().toString());
        view.put(
                "endpoints",
                relation.endpoints().stream()
                        .map(endpoint -> Map.of(
                                "app", endpoint.application(),
                                "endpoint", endpoint.name(),
                                "role", endpoint.role().toString(),
                                "interface", endpoint.interfaceName()))
                        .toList());
        view.put("databags", databags);
        view.put("in_scope", relation.inScope());
        view.put("peer", relation.isPeer());
        return view;
    }

    private static Map<String, Object> application(Model model, Application application) {
        Map<String, Object> units = new LinkedHashMap<>();
        application.units().forEach(unit -> units.put(unit.name(), unit(model, application, unit)));
        Map<String, Object> config = new TreeMap<>();
        application.config().forEach((option, value) -> config.put(option, value));
        Status status = application.effectiveStatus();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("units", units);
        view.put("leader", application.leader());
        view.put("status", status.value());
        view.put("message", status.message());
        view.put("life", application.life().toString());
        view.put("config", config);
        view.put("ghost", application.isGhost());
        return view;
    }

    private static Map<String, Object> unit(Model model, Application application, Unit unit) {
        UnitDirectory directory = model.directoryOf(unit);
        Map<String, Object> ports = new TreeMap<>();
        unit.ports()
                .forEach((endpoint, open) -> ports.put(
                        endpoint.isEmpty() ? "*" : endpoint,
                        open.stream().map(Object::toString).toList()));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", unit.status().value());
        view.put("message", unit.status().message());
        view.put("agent", unit.agent().value());
        view.put("agent_message", unit.agent().message());
        view.put("workload_version", unit.workloadVersion());
        view.put("leader", application.isLeader(unit));
        view.put("life", unit.life().toString());
        view.put("opened_ports", ports);
        view.put("state", unit.state());
        view.put("charm_dir", directory.charm().toString());
        view.put("address", unit.address());
        view.put("started", unit.isStarted());
        unit.failed()
                .ifPresent(hook -> view.put(
                        "error",
                        Map.of("hook", hook.name(), "message", unit.agent().message())));
        return view;
    }

    private static Map<String, Object> secret(Secret secret) {
        Map<String, Object> consumers = new TreeMap<>();
        secret.consumers()
                .forEach((tag, consumer) -> consumers.put(
                        tag.replaceFirst("^unit-(.*)-([0-9]+)$", "$1/$2"),
                        Map.of(
                                "revision",
                                consumer.tracked(),
                                "latest",
                                consumer.latest(),
                                "label",
                                consumer.label())));
        List<Map<String, Object>> revisions = secret.revisions().entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "revision", entry.getKey(),
                        "obsolete", entry.getValue().obsolete(),
                        "content", decoded(entry.getValue().content())))
                .toList();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", secret.id());
        view.put("uri", secret.uri());
        view.put("owner", secret.owner());
        view.put("label", secret.label());
        view.put("description", secret.metadata().description());
        view.put(
                "rotate",
                Optional.of(secret.metadata().rotate())
                        .filter(text -> !text.isEmpty())
                        .orElse("never"));
        view.put("latest", secret.latest());
        view.put("revisions", revisions);
        view.put(
                "grants",
                secret.grants().stream()
                        .map(grant -> Map.of("target", grant.target(), "scope", grant.scope(), "role", "view"))
                        .toList());
        view.put("consumers", consumers);
        if (!secret.name().isEmpty()) {
            view.put("name", secret.name());
        }
        return view;
    }

    private static Map<String, String> decoded(Map<String, String> content) {
        return content.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            try {
                return new String(Base64.getDecoder().decode(entry.getValue()), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return entry.getValue();
            }
        }));
    }
}
