package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import pgcharm.local.Deployment;
import tools.jackson.databind.JsonNode;

/// A Juju model that another program plays, which speaks JSON lines.
record JsonLinesModel(Path directory, JsonLines program) implements JujuModel {
    static JsonLinesModel in(Path directory, Path program) {
        JsonLinesModel model = new JsonLinesModel(
                directory, JsonLines.start(List.of(program.toString(), "-workdir", directory.toString())));
        model.identify();
        return model;
    }

    /// The server outlives the model, and the model's id tells what on it belongs to which. A program that refuses this
    /// has to give its models ids of their own.
    private void identify() {
        try {
            program.command("options", Map.of("model_uuid", UUID.randomUUID().toString()));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("unknown command");
        }
    }

    @Override
    public String uuid() {
        return show().path("model_uuid").asString();
    }

    @Override
    public void deploy(Deployment deployment) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "app", deployment.application(),
                "charm_dir", unpacked(deployment.charm()).toString(),
                "units", deployment.units(),
                "ghost", deployment.ghost(),
                "env", deployment.environment()));
        if (!deployment.config().isEmpty()) {
            arguments.put("config", deployment.config());
        }
        program.command("deploy", arguments);
    }

    @Override
    public void refresh(String application, Path charm) {
        program.command(
                "refresh",
                Map.of("app", application, "charm_dir", unpacked(charm).toString()));
    }

    @Override
    public void addUnit(String application) {
        program.command("add_unit", Map.of("app", application));
    }

    @Override
    public void removeUnit(String unit) {
        program.command("remove_unit", Map.of("unit", unit));
    }

    @Override
    public void removeApplication(String application) {
        program.command("remove_app", Map.of("app", application));
    }

    @Override
    public void setLeader(String unit) {
        program.command("set_leader", Map.of("app", applicationOf(unit), "unit", unit));
    }

    @Override
    public void configure(String application, Map<String, Object> values) {
        program.command("config", Map.of("app", application, "values", values));
    }

    @Override
    public int integrate(String first, String second) {
        return program.command("integrate", Map.of("a", first, "b", second))
                .path("id")
                .asInt();
    }

    @Override
    public void removeRelation(int relation) {
        program.command("remove_relation", Map.of("relation", relation));
    }

    @Override
    public Map<String, String> databag(int relation, String entity) {
        return JsonAnswers.databag(show(), relation, entity);
    }

    @Override
    public void writeDatabag(int relation, String entity, Map<String, String> changes) {
        program.command("write_databag", Map.of("relation", relation, "entity", entity, "data", changes));
    }

    @Override
    public String addSecret(String name, Map<String, String> content) {
        return program.command("add_secret", Map.of("name", name, "content", content))
                .path("uri")
                .asString();
    }

    @Override
    public void updateSecret(String uri, Map<String, String> content) {
        program.command("update_secret", Map.of("uri", uri, "content", content));
    }

    @Override
    public void grantSecret(String uri, String application) {
        program.command("grant_secret", Map.of("uri", uri, "app", application));
    }

    @Override
    public void revokeSecret(String uri, String application) {
        program.command("revoke_secret", Map.of("uri", uri, "app", application));
    }

    @Override
    public void removeSecret(String uri) {
        program.command("remove_secret", Map.of("uri", uri));
    }

    @Override
    public Map<String, String> readSecret(String unit, String uri) {
        return JsonAnswers.texts(program.command("read_secret", Map.of("unit", unit, "uri", uri, "refresh", true))
                .path("content"));
    }

    @Override
    public List<StoredSecret> secrets() {
        return JsonAnswers.secrets(show());
    }

    @Override
    public void fire(String unit, String hook) {
        program.command("fire", Map.of("unit", unit, "hook", hook));
    }

    @Override
    public void fireRelation(String unit, String hook, int relation, String remoteUnit) {
        program.command("fire", Map.of("unit", unit, "hook", hook, "relation", relation, "remote_unit", remoteUnit));
    }

    @Override
    public ActionOutcome run(String unit, String action, Map<String, Object> parameters) {
        JsonNode outcome = program.command("run_action", Map.of("unit", unit, "action", action, "params", parameters));
        return ActionOutcome.of(
                outcome.path("status").asString(),
                JsonLines.JSON.convertValue(outcome.path("results"), Map.class),
                outcome.path("message").asString());
    }

    @Override
    public Map<String, String> settle() {
        Map<String, String> errors = new TreeMap<>();
        for (JsonNode error : program.command("settle", Map.of()).path("errors")) {
            errors.put(error.path("unit").asString(), error.path("hook").asString());
        }
        return errors;
    }

    @Override
    public void resolved(String unit, boolean retry) {
        program.command("resolved", Map.of("unit", unit, "retry", retry));
    }

    @Override
    public void killNext(String unit, String hook, int afterCalls) {
        program.command("kill_next", Map.of("unit", unit, "hook", hook, "after_tool", afterCalls));
    }

    @Override
    public void failCommitNext(String unit) {
        program.command("fail_commit_next", Map.of("unit", unit));
    }

    @Override
    public ShownStatus unitStatus(String unit) {
        return status(unit(unit));
    }

    @Override
    public ShownStatus applicationStatus(String application) {
        return status(show().path("apps").path(application));
    }

    @Override
    public String workloadVersion(String unit) {
        return unit(unit).path("workload_version").asString();
    }

    @Override
    public List<PastRun> history() {
        return JsonAnswers.runs(program.command("history", Map.of()));
    }

    @Override
    public void close() {
        program.close();
    }

    /// The program takes charms as directories.
    private Path unpacked(Path charm) {
        return Files.isDirectory(charm) ? charm : PackedCharms.unpacked(charm);
    }

    private JsonNode show() {
        return program.command("show", Map.of());
    }

    private JsonNode unit(String unit) {
        return show().path("apps").path(applicationOf(unit)).path("units").path(unit);
    }

    private static String applicationOf(String unit) {
        return unit.substring(0, unit.indexOf('/'));
    }

    private static ShownStatus status(JsonNode node) {
        return new ShownStatus(
                node.path("status").asString(), node.path("message").asString());
    }
}
