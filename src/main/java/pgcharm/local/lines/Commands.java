package pgcharm.local.lines;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Settled;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Relations;
import pgcharm.local.model.Unit;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.Crash;
import pgcharm.local.run.HookRun;

/// Carries out requests at a model.
record Commands(Model model) {

    Object run(Request request) {
        return switch (request.command()) {
            case "ping" -> Map.of("workdir", model.directory().toString());
            case "deploy" -> deploy(request);
            case "refresh" -> done(() -> model.refresh(request.text("app"), charm(request)));
            case "add_unit" -> addUnits(request);
            case "remove_unit" -> done(() -> model.removeUnit(request.text("unit")));
            case "remove_app" -> done(() -> model.removeApplication(request.text("app")));
            case "set_leader" -> done(() -> model.setLeader(request.text("unit")));
            case "integrate" -> integrate(request);
            case "remove_relation" ->
                done(() -> model.removeRelation(relation(request).id()));
            case "config" -> configure(request);
            case "fire" -> done(() -> fire(request));
            case "run_action" -> action(request);
            case "add_secret" -> Map.of("uri", model.addSecret(request.text("name"), request.texts("content")));
            case "update_secret" -> done(() -> model.updateSecret(secret(request), request.texts("content")));
            case "grant_secret" -> done(() -> model.grantSecret(secret(request), request.text("app")));
            case "revoke_secret" -> done(() -> model.revokeSecret(secret(request), request.text("app")));
            case "remove_secret" -> done(() -> model.removeSecret(secret(request)));
            case "read_secret" -> readSecret(request);
            case "write_databag" ->
                done(() -> model.writeDatabag(relation(request).id(), request.text("entity"), request.texts("data")));
            case "settle" -> settle(request);
            case "resolved" -> resolved(request);
            case "kill_next" -> done(() -> killNext(request));
            case "fail_commit_next" ->
                done(() -> model.failCommitNext(
                        request.text("unit"),
                        request.has("message") ? request.text("message") : "connection is shut down"));
            case "show" -> Views.model(model);
            case "history" -> history(request);
            default -> throw new ModelException("unknown command \"" + request.command() + "\"");
        };
    }

    private static Map<String, Object> done(Runnable act) {
        act.run();
        return Map.of();
    }

    private Object deploy(Request request) {
        Map<String, Path> resources = new TreeMap<>();
        request.texts("resources").forEach((name, file) -> resources.put(name, Path.of(file)));
        String application = request.text("app");
        model.deploy(new Deployment(
                application,
                Path.of(request.text("charm_dir")),
                request.number("units", 1),
                request.values("config"),
                resources,
                request.texts("env"),
                request.flag("ghost", false)));
        return Map.of("app", application, "units", units(application));
    }

    private List<String> units(String application) {
        return model.state().application(application).units().stream()
                .map(Unit::name)
                .toList();
    }

    private Path charm(Request request) {
        return Path.of(
                request.has("charm_dir")
                        ? request.text("charm_dir")
                        : model.state().application(request.text("app")).charmPath());
    }

    private Object addUnits(Request request) {
        List<String> before = units(request.text("app"));
        model.addUnits(request.text("app"), request.number("units", 1));
        return Map.of(
                "units",
                units(request.text("app")).stream()
                        .filter(unit -> !before.contains(unit))
                        .toList());
    }

    private Object integrate(Request request) {
        return Views.relation(model.state().relation(model.integrate(request.text("a"), request.text("b"))));
    }

    private Relation relation(Request request) {
        return request.relation()
                .map(model.state()::relation)
                .orElseGet(() -> new Relations(model.state()).between(request.text("a"), request.text("b")));
    }

    private Object configure(Request request) {
        Map<String, Object> values = request.values("values");
        Set<String> reset = new TreeSet<>(request.texts("values").keySet());
        reset.removeAll(values.keySet());
        return Map.of("changed", model.configure(request.text("app"), values, reset));
    }

    private void fire(Request request) {
        String hook = request.text("hook");
        if (request.has("secret")) {
            model.fireSecret(request.text("unit"), hook, request.text("secret"), request.number("revision", 0));
        } else if (request.relation().isPresent()) {
            model.fireRelation(
                    request.text("unit"),
                    hook,
                    relation(request).id(),
                    request.text("remote_unit"),
                    request.text("departing_unit"));
        } else {
            model.fire(request.text("unit"), hook, request.texts("env"));
        }
    }

    private Object action(Request request) {
        ActionResult result = model.run(request.text("unit"), request.text("action"), request.values("params"));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Integer.toString(result.id()));
        view.put("status", result.status());
        view.put("results", result.results());
        view.put("message", result.message());
        view.put("log", result.log());
        view.put("seq", model.history().getLast().sequence());
        return view;
    }

    private static String secret(Request request) {
        return request.has("uri") ? request.text("uri") : request.text("name");
    }

    private Object readSecret(Request request) {
        return Map.of(
                "content",
                model.readSecret(
                        request.text("unit"),
                        request.text("uri"),
                        request.text("label"),
                        request.flag("refresh", false),
                        request.flag("peek", false)));
    }

    private Object settle(Request request) {
        Settled settled = request.has("only")
                ? model.settleOnly(request.text("only"))
                : model.settle(request.number("max_hooks", 10_000));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("hooks_run", settled.runs().size());
        view.put("idle", settled.idle());
        view.put("errors", Views.errors(model.state()));
        view.put("runs", settled.runs().stream().map(RunView::brief).toList());
        return view;
    }

    private Object resolved(Request request) {
        boolean retry = request.flag("retry", true);
        model.resolved(request.text("unit"), retry);
        return retry ? RunView.brief(model.history().getLast()) : Map.of();
    }

    private void killNext(Request request) {
        String after = request.text("after_tool");
        boolean counted = after.isEmpty() || after.matches("[0-9]+");
        int number = counted && !after.isEmpty() ? Integer.parseInt(after) : 1;
        model.killNext(
                request.text("unit"),
                new Crash(request.text("hook"), counted ? "" : after, request.number("n", number)));
    }

    private Object history(Request request) {
        List<HookRun> runs = model.history();
        int since = request.number("since", 0);
        return Map.of(
                "runs",
                runs.stream()
                        .filter(run -> run.sequence() > since)
                        .filter(run -> !request.has("unit") || run.unit().equals(request.text("unit")))
                        .map(run -> request.flag("brief", false) ? RunView.brief(run) : RunView.full(run))
                        .toList(),
                "last",
                runs.size());
    }
}
