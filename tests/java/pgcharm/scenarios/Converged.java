package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What there is when nothing is left to do: the server, Juju's secrets and the databags say the same.
///
/// @param shown keys that the last client can read, without and with those in secrets
record Converged(Set<String> shown, Set<String> received, ShownStatus status, ShownStatus applicationStatus) {
    private static final String ACTION_LABEL = "access.";

    static Converged check(CrashAttempt attempt) {
        World world = attempt.world();
        Set<String> logins = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        for (Client client : attempt.clients()) {
            logins.add(client.login().username());
            Map<String, String> databag = client.databag();
            for (String key : List.of("secret-user", "secret-tls", "secret-entity")) {
                if (databag.containsKey(key)) {
                    secrets.add(id(databag.getOrDefault(key, "")));
                }
            }
        }
        // now that clients have read the latest revision, Juju says which older ones may go
        world.settle();
        for (StoredSecret secret : world.ownSecrets()) {
            assertThat(secret.revisions()).as("revisions of %s", secret.label()).hasSize(1);
            if (secret.label().startsWith(ACTION_LABEL)) {
                logins.add(secret.label().substring(ACTION_LABEL.length()));
                secrets.add(id(secret.uri()));
            }
        }
        assertThat(world.ownSecrets())
                .as("secrets")
                .extracting(secret -> id(secret.uri()))
                .containsExactlyInAnyOrderElementsOf(secrets);
        assertThat(loginsOnServer(world)).as("logins on the server").isEqualTo(logins);
        return attempt.clients().isEmpty()
                ? new Converged(Set.of(), Set.of(), world.status(), world.applicationStatus())
                : of(attempt.clients().getLast());
    }

    private static Converged of(Client client) {
        Login login = client.login();
        String actsAs = client.isEntity() ? login.username() : "charmed_" + login.database() + "_owner";
        assertThat(login.query("SELECT session_user, current_user, current_database()"))
                .isEqualTo(login.username() + " " + actsAs + " " + login.database());
        World world = client.world();
        return new Converged(
                Set.copyOf(client.databag().keySet()),
                Set.copyOf(client.received().keySet()),
                world.status(),
                world.applicationStatus());
    }

    /// A URI may name the model, or not.
    private static String id(String uri) {
        return uri.substring(Math.max(uri.lastIndexOf(':'), uri.lastIndexOf('/')) + 1);
    }

    /// Names of this application's logins, those included that may not log in any more.
    private static Set<String> loginsOnServer(World world) {
        String names = world.superuser("postgres")
                .query("SELECT r.rolname FROM pg_roles r JOIN pg_shdescription d ON d.objoid = r.oid"
                        + " AND d.classoid = 'pg_authid'::regclass WHERE d.description LIKE '%\"model\":\""
                        + world.model().uuid() + "\"%\"kind\":\"login\"%'");
        return new TreeSet<>(names.lines().toList());
    }
}
