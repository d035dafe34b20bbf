package pgcharm.hook;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import pgcharm.json.JsonText;
import pgcharm.juju.RelationId;
import pgcharm.wire.ConnectionFacts;

/// What the last sweep read of Juju and found in order, in a file of the charm's directory: it spares the next one a
/// hook tool for each relation, which with hundreds of them takes seconds.
///
/// Only what was read is remembered, never what was written: whoever writes forgets first what a sweep knows of it,
/// since Juju may not commit it. Nobody but the leader writes, and who becomes the leader, or another version of the
/// charm, forgets everything.
final class LastSweep {
    private static final String FACTS = "facts";
    private static final String RELATION = "relation ";
    private static final String SECRETS = "secrets ";
    private static final String ACTION = "action ";

    private final Path file;
    private final Properties found = new Properties();
    private final Set<String> written = new HashSet<>();
    private boolean forgotten;

    LastSweep(Path charmDirectory) {
        this.file = charmDirectory.resolve(".last-sweep");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                found.load(reader);
            } catch (IOException | IllegalArgumentException _) {
                found.clear();
            }
        }
    }

    /// Whether every response of the relation shows these facts, and none was refused.
    ///
    /// @param logins that the relation has now
    boolean isServed(RelationId relation, int logins, ConnectionFacts facts) {
        return text(facts).equals(found.getProperty(FACTS))
                && Integer.toString(logins).equals(found.getProperty(RELATION + relation));
    }

    /// Whether its secrets hold what they should, too.
    ///
    /// @param logins that the relation has now
    boolean hasSecrets(RelationId relation, int logins, ConnectionFacts facts) {
        return isServed(relation, logins, facts) && found.containsKey(SECRETS + relation);
    }

    /// Whether [#isServed] may hold.
    boolean knows(RelationId relation) {
        return found.containsKey(RELATION + relation);
    }

    /// Whether the login of an action has its secret.
    boolean hasSecret(String login) {
        return found.containsKey(ACTION + login);
    }

    /// Everything: to be called where others have written since, or all is to be looked at again.
    void forget() {
        forgotten = true;
        found.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }

    /// To be called before something is written into the databag or a secret of a relation, or to its logins.
    void forget(RelationId relation) {
        forget(Set.of(RELATION + relation, SECRETS + relation));
    }

    /// To be called before the login of an action, or its secret, is taken away.
    void forgetAction(String login) {
        forget(Set.of(ACTION + login));
    }

    private void forget(Set<String> entries) {
        written.addAll(entries);
        if (found.keySet().removeAll(entries)) {
            store(found);
        }
    }

    /// Leaves out what this hook has written, and does nothing where it has forgotten everything.
    ///
    /// @param served number of logins by relation
    /// @param secrets relations whose secrets were looked into
    /// @param actions logins of actions that have their secret
    void remember(
            ConnectionFacts facts, Map<RelationId, Integer> served, Set<RelationId> secrets, Set<String> actions) {
        Properties now = new Properties();
        now.setProperty(FACTS, text(facts));
        served.forEach((relation, logins) -> now.setProperty(RELATION + relation, Integer.toString(logins)));
        secrets.forEach(relation -> now.setProperty(SECRETS + relation, ""));
        actions.forEach(login -> now.setProperty(ACTION + login, ""));
        now.keySet().removeAll(written);
        if (!forgotten && !now.equals(found)) {
            store(now);
        }
    }

    private void store(Properties entries) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                entries.store(writer, null);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// A record's own text would load classes that no AOT cache holds.
    private static String text(ConnectionFacts facts) {
        return JsonText.write(List.of(
                facts.endpoints(),
                facts.readOnlyEndpoints(),
                facts.externalEndpoints(),
                facts.endpointsReachOutside(),
                facts.version(),
                facts.tls(),
                facts.tlsCa().orElse("")));
    }
}
