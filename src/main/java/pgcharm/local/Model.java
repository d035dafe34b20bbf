package pgcharm.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import pgcharm.local.charm.Charm;
import pgcharm.local.model.Application;
import pgcharm.local.model.Applications;
import pgcharm.local.model.HookProgress;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Relations;
import pgcharm.local.model.Unit;
import pgcharm.local.model.UserSecrets;
import pgcharm.local.run.ActionResult;
import pgcharm.local.run.Crash;
import pgcharm.local.run.HookRun;
import pgcharm.local.run.Journal;
import pgcharm.local.run.Launcher;
import pgcharm.local.run.UnitDirectory;

/// A Juju model in a directory. Commands change what is wanted; [#settle] runs the hooks that follow from it.
///
/// For one thread at a time; the directory is locked against other processes. A request that cannot be is answered with
/// a [ModelException] in Juju's words.
public final class Model implements AutoCloseable {
    private final LockedDirectory directory;
    private final StateFile file;
    private final ModelState state;
    private final Journal journal;
    private final Units units;

    private Model(LockedDirectory directory, Observer observer, Launcher launcher) {
        this.directory = directory;
        file = new StateFile(directory.path().resolve("state.json"));
        state = file.read()
                .orElseGet(() -> new ModelState("local", UUID.randomUUID().toString()));
        journal = new Journal(directory.path());
        units = new Units(directory.path(), state, journal, observer, launcher);
    }

    public static Model open(Path directory) {
        return open(directory, Observer.none());
    }

    public static Model open(Path directory, Observer observer) {
        return open(directory, observer, Launcher.direct());
    }

    /// Opens the model in a directory, or makes one.
    public static Model open(Path directory, Observer observer, Launcher launcher) {
        return new Model(LockedDirectory.open(directory), observer, launcher);
    }

    /// Keeps the model and unlocks the directory.
    @Override
    public void close() {
        save();
        directory.close();
    }

    public void save() {
        file.write(state);
    }

    public Path directory() {
        return directory.path();
    }

    /// The model as it is now.
    public ModelState state() {
        return state;
    }

    /// Where a unit's files are.
    public UnitDirectory directoryOf(Unit unit) {
        return units.directoryOf(unit);
    }

    /// Every run since the model was opened.
    public List<HookRun> history() {
        return journal.runs();
    }

    public Journal journal() {
        return journal;
    }

    /// What a charm says of itself.
    public Charm readCharm(Path charm) {
        return units.readCharm(charm.toAbsolutePath());
    }

    public void deploy(Deployment deployment) {
        Charm charm = units.readCharm(deployment.charm());
        Applications applications = new Applications(state);
        Application application = applications.add(
                deployment.application(), charm, deployment.charm().toString(), deployment.ghost());
        Map<String, String> resources = new TreeMap<>();
        deployment
                .resources()
                .forEach((name, path) ->
                        resources.put(name, path.toAbsolutePath().toString()));
        applications.describe(application, resources, deployment.environment());
        applications.configure(application, deployment.config(), Set.of());
        addUnits(deployment.application(), deployment.units());
    }

    public void addUnits(String application, int count) {
        for (int i = 0; i < count; i++) {
            units.add(state.application(application));
        }
    }

    public void removeUnit(String unit) {
        new Applications(state).removeUnit(state.unit(unit));
    }

    public void removeApplication(String application) {
        new Applications(state).remove(state.application(application));
    }

    /// Gives an application other charm files.
    public void refresh(String application, Path charm) {
        units.upgrade(state.application(application), charm.toAbsolutePath());
    }

    public void setLeader(String unit) {
        Unit leader = state.unit(unit);
        new Applications(state).lead(state.applicationOf(leader), leader);
    }

    /// Says whether anything changed.
    public boolean configure(String application, Map<String, Object> set, Set<String> reset) {
        return new Applications(state).configure(state.application(application), set, reset);
    }

    /// Sides are `application[:endpoint]`; the relation's id is returned.
    public int integrate(String first, String second) {
        return new Relations(state).integrate(first, second).id();
    }

    public void removeRelation(String first, String second) {
        Relations relations = new Relations(state);
        relations.remove(relations.between(first, second));
    }

    public void removeRelation(int relation) {
        new Relations(state).remove(state.relation(relation));
    }

    /// The databag of a unit or an application.
    public Map<String, String> databag(int relation, String entity) {
        return Map.copyOf(Optional.ofNullable(
                        state.relation(relation).databags().get(entity))
                .orElseThrow(() -> new ModelException("no databag of \"" + entity + "\" in relation " + relation))
                .values());
    }

    /// Writes for a ghost; an empty value removes its key.
    public void writeDatabag(int relation, String entity, Map<String, String> changes) {
        new Relations(state).write(state.relation(relation), entity, changes);
    }

    /// The new secret's URI, `secret:<id>`.
    public String addSecret(String name, Map<String, String> content) {
        return new UserSecrets(state).add(name, content).uri();
    }

    public void updateSecret(String secret, Map<String, String> content) {
        new UserSecrets(state).update(secret, content);
    }

    public void grantSecret(String secret, String application) {
        new UserSecrets(state).grant(secret, application);
    }

    public void revokeSecret(String secret, String application) {
        new UserSecrets(state).revoke(secret, application);
    }

    public void removeSecret(String secret) {
        new UserSecrets(state).remove(secret);
    }

    /// Reads as the unit's charm would, with the same checks and the same memory of the revision.
    ///
    /// @param uri empty to go by the label
    public Map<String, String> readSecret(String unit, String uri, String label, boolean refresh, boolean peek) {
        return units.readSecret(state.unit(unit), uri, label, refresh, peek);
    }

    /// Asks for a hook, such as update-status; it runs when the model settles.
    public void fire(String unit, String hook) {
        fire(unit, hook, Map.of());
    }

    /// The same with further variables for the hook.
    public void fire(String unit, String hook, Map<String, String> environment) {
        new HookProgress(state, state.unit(unit)).fire(hook, environment);
    }

    public void fireSecret(String unit, String hook, String secret, int revision) {
        new HookProgress(state, state.unit(unit)).fireSecret(hook, secret, revision);
    }

    public void fireRelation(String unit, String hook, int relation, String remoteUnit, String departingUnit) {
        new HookProgress(state, state.unit(unit))
                .fireRelation(hook, state.relation(relation), remoteUnit, departingUnit);
    }

    /// Runs an action at once, at a unit or at `application/leader`.
    public ActionResult run(String unit, String action, Map<String, Object> parameters) {
        return units.runAction(state.unit(unit), action, parameters);
    }

    /// Runs hooks until nothing is left to do, or the given number has run.
    public Settled settle(int most) {
        return units.settle(most, "");
    }

    /// Runs hooks of one unit or application only.
    public Settled settleOnly(String unitOrApplication) {
        return units.settle(10_000, unitOrApplication);
    }

    public Settled settle() {
        return settle(10_000);
    }

    /// Takes a unit out of error: its failed hook is run again, or counts as done.
    public void resolved(String unit, boolean retry) {
        units.resolve(state.unit(unit), retry);
    }

    /// Kills the unit's charm in one of its next hooks.
    public void killNext(String unit, Crash crash) {
        units.crashNext(state.unit(unit), crash);
    }

    /// Makes the next commit of the unit fail, after its process has ended well.
    public void failCommitNext(String unit, String message) {
        units.failCommitNext(state.unit(unit), message);
    }
}
