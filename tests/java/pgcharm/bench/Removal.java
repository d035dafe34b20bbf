package pgcharm.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pgcharm.local.run.HookRun;

/// The removal of all relations, one after the other.
///
/// @param leftRoles logins of the model that are still on the server
/// @param leftSecrets that the charm still owns
record Removal(Series broken, int leftRoles, int leftSecrets) {
    static Removal of(Arena arena, List<Integer> relations) throws SQLException {
        List<HookRun> broken = new ArrayList<>();
        for (int relation : relations) {
            broken.add(Arena.only(Arena.PROVIDER + "/0", "database-relation-broken", arena.remove(relation)));
        }
        int secrets = (int) arena.model().state().secrets().stream()
                .filter(secret -> secret.owner().equals("application-" + Arena.PROVIDER))
                .count();
        String model = arena.model().state().uuid().substring(0, 8);
        return new Removal(
                new Series(broken),
                arena.sql().count("pg_roles WHERE rolname LIKE 'relation\\_id\\_%\\_" + model + "'"),
                secrets);
    }

    boolean isComplete() {
        return leftRoles == 0 && leftSecrets == 0;
    }
}
