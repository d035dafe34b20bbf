package pgcharm.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pgcharm.local.Deployment;

/// A Juju model as the scenarios need it, whoever plays Juju: the local model of this project, or another program.
///
/// Commands change what is wanted; [#settle] runs the hooks that follow from it. What cannot be is answered with an
/// exception in Juju's words.
public interface JujuModel extends AutoCloseable {
    String uuid();

    /// Where the units' files are.
    Path directory();

    void deploy(Deployment deployment);

    void refresh(String application, Path charm);

    void addUnit(String application);

    void removeUnit(String unit);

    void removeApplication(String application);

    void setLeader(String unit);

    void configure(String application, Map<String, Object> values);

    /// Sides are `application[:endpoint]`; the relation's id is returned.
    int integrate(String first, String second);

    void removeRelation(int relation);

    /// The databag of a unit or an application.
    Map<String, String> databag(int relation, String entity);

    /// Writes for a ghost; an empty value removes its key.
    void writeDatabag(int relation, String entity, Map<String, String> changes);

    /// The new user secret's URI.
    String addSecret(String name, Map<String, String> content);

    void updateSecret(String uri, Map<String, String> content);

    void grantSecret(String uri, String application);

    void revokeSecret(String uri, String application);

    void removeSecret(String uri);

    /// The latest content, read as the unit's charm would: with the same checks.
    Map<String, String> readSecret(String unit, String uri);

    /// All secrets, users' and charms'.
    List<StoredSecret> secrets();

    /// Asks for a hook without a relation, such as update-status.
    void fire(String unit, String hook);

    void fireRelation(String unit, String hook, int relation, String remoteUnit);

    ActionOutcome run(String unit, String action, Map<String, Object> parameters);

    /// Runs hooks until nothing is left to do.
    ///
    /// @return units in error, with the hook that failed
    Map<String, String> settle();

    void resolved(String unit, boolean retry);

    /// Kills the unit's charm in its next run of a hook, or of any hook when it is empty, after so many calls of hook
    /// tools; 0 kills it at the start.
    void killNext(String unit, String hook, int afterCalls);

    /// Makes the next commit of the unit fail, after its process has ended well.
    void failCommitNext(String unit);

    ShownStatus unitStatus(String unit);

    ShownStatus applicationStatus(String application);

    String workloadVersion(String unit);

    /// Every hook and action that was run, the oldest first.
    List<PastRun> history();

    @Override
    void close();
}
