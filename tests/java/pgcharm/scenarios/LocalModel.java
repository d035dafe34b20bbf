package pgcharm.scenarios;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.model.Secret;
import pgcharm.local.model.Status;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.Crash;
import pgcharm.local.run.HookRun;
import pgcharm.local.run.ToolRecord;

/// The local model of this project.
record LocalModel(Model model) implements JujuModel {
    static LocalModel in(Path directory) {
        return new LocalModel(Model.open(directory));
    }

    @Override
    public String uuid() {
        return model.state().uuid();
    }

    @Override
    public Path directory() {
        return model.directory();
    }

    @Override
    public void deploy(Deployment deployment) {
        model.deploy(deployment);
    }

    @Override
    public void refresh(String application, Path charm) {
        model.refresh(application, charm);
    }

    @Override
    public void addUnit(String application) {
        model.addUnits(application, 1);
    }

    @Override
    public void removeUnit(String unit) {
        model.removeUnit(unit);
    }

    @Override
    public void removeApplication(String application) {
        model.removeApplication(application);
    }

    @Override
    public void setLeader(String unit) {
        model.setLeader(unit);
    }

    @Override
    public void configure(String application, Map<String, Object> values) {
        model.configure(application, values, Set.of());
    }

    @Override
    public int integrate(String first, String second) {
        return model.integrate(first, second);
    }

    @Override
    public void removeRelation(int relation) {
        model.removeRelation(relation);
    }

    @Override
    public Map<String, String> databag(int relation, String entity) {
        return model.databag(relation, entity);
    }

    @Override
    public void writeDatabag(int relation, String entity, Map<String, String> changes) {
        model.writeDatabag(relation, entity, changes);
    }

    @Override
    public String addSecret(String name, Map<String, String> content) {
        return model.addSecret(name, content);
    }

    @Override
    public void updateSecret(String uri, Map<String, String> content) {
        model.updateSecret(uri, content);
    }

    @Override
    public void grantSecret(String uri, String application) {
        model.grantSecret(uri, application);
    }

    @Override
    public void revokeSecret(String uri, String application) {
        model.revokeSecret(uri, application);
    }

    @Override
    public void removeSecret(String uri) {
        model.removeSecret(uri);
    }

    @Override
    public Map<String, String> readSecret(String unit, String uri) {
        return model.readSecret(unit, uri, "", true, false);
    }

    @Override
    public List<StoredSecret> secrets() {
        return model.state().secrets().stream().map(LocalModel::stored).toList();
    }

    @Override
    public void fire(String unit, String hook) {
        model.fire(unit, hook);
    }

    @Override
    public void fireRelation(String unit, String hook, int relation, String remoteUnit) {
        model.fireRelation(unit, hook, relation, remoteUnit, "");
    }

    @Override
    public ActionOutcome run(String unit, String action, Map<String, Object> parameters) {
        ActionResult result = model.run(unit, action, parameters);
        return ActionOutcome.of(result.status(), result.results(), result.message());
    }

    @Override
    public Map<String, String> settle() {
        return model.settle().errors();
    }

    @Override
    public void resolved(String unit, boolean retry) {
        model.resolved(unit, retry);
    }

    @Override
    public void killNext(String unit, String hook, int afterCalls) {
        model.killNext(unit, new Crash(hook, "", afterCalls));
    }

    @Override
    public void failCommitNext(String unit) {
        model.failCommitNext(unit, "connection is shut down");
    }

    @Override
    public ShownStatus unitStatus(String unit) {
        return shown(model.state().unit(unit).status());
    }

    @Override
    public ShownStatus applicationStatus(String application) {
        return shown(model.state().application(application).effectiveStatus());
    }

    @Override
    public String workloadVersion(String unit) {
        return model.state().unit(unit).workloadVersion();
    }

    @Override
    public List<PastRun> history() {
        return model.history().stream().map(LocalModel::past).toList();
    }

    @Override
    public void close() {
        model.close();
    }

    private static ShownStatus shown(Status status) {
        return new ShownStatus(status.value(), status.message());
    }

    private static StoredSecret stored(Secret secret) {
        SortedMap<Integer, Map<String, String>> revisions = new TreeMap<>();
        secret.revisions().forEach((number, revision) -> revisions.put(number, decoded(revision.content())));
        return new StoredSecret(
                secret.uri(), secret.owner(), secret.name().isEmpty() ? secret.label() : secret.name(), revisions);
    }

    private static Map<String, String> decoded(Map<String, String> content) {
        Map<String, String> decoded = new TreeMap<>(content);
        decoded.replaceAll((_, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        return decoded;
    }

    private static PastRun past(HookRun run) {
        return new PastRun(
                run.unit(),
                run.name(),
                run.exit(),
                run.committed(),
                run.killed(),
                run.commitError(),
                run.calls().stream().map(LocalModel::call).toList(),
                run.stdout(),
                run.stderr());
    }

    private static PastRun.ToolCall call(ToolRecord call) {
        return new PastRun.ToolCall(call.tool(), call.words(), call.input(), call.exit(), call.stdout(), call.stderr());
    }
}
