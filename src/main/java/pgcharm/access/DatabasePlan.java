package pgcharm.access;

import static pgcharm.access.Database.PUBLIC;
import static pgcharm.access.Removal.needsMembership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Steps that bring a database and its group roles into being. What CONNECT was granted to has been completed: it is
/// granted last, in the transaction that gives the other rights.
record DatabasePlan(DatabaseRoles roles, Rights rights, Realm realm, Catalog catalog) {
    List<Step> steps() {
        String database = roles.database();
        List<Step> steps = new ArrayList<>();
        group(roles.owner(), true, steps);
        group(roles.admin(), false, steps);
        Set<DataRole> wanted = rights.databaseRoles();
        wanted.forEach(role -> group(roles.name(role), true, steps));
        if (catalog.role(roles.admin())
                .map(role -> !role.memberOf().contains(roles.owner()))
                .orElse(true)) {
            steps.add(new Step.Grant(roles.owner(), roles.admin()));
        }
        if (wanted.contains(DataRole.STATS)
                && catalog.role(roles.name(DataRole.STATS))
                        .map(role -> !role.memberOf().contains("pg_monitor"))
                        .orElse(true)) {
            steps.add(new Step.Grant("pg_monitor", roles.name(DataRole.STATS)));
        }
        for (String role : List.of(Names.DATABASES_OWNER, roles.owner())) {
            if (needsMembership(catalog.admin(), role)) {
                steps.add(new Step.Grant(role, catalog.admin().name()));
            }
        }
        Optional<Database> present = catalog.database(database);
        boolean adopting = present.isPresent() && !catalog.isOurs(database, realm);
        if (present.isEmpty()) {
            steps.add(new Step.CreateDatabase(database, Names.DATABASES_OWNER));
        } else if (adopting) {
            steps.add(new Step.AdoptDatabase(database, Names.DATABASES_OWNER));
        }
        Set<String> connectable =
                present.filter(_ -> !adopting).map(Database::connectable).orElse(Set.of(PUBLIC));
        if (!connectable.contains(roles.admin())) {
            steps.add(new Step.PrepareDatabase(database));
        }
        for (DataRole role : wanted) {
            if (!connectable.contains(roles.name(role))) {
                steps.add(new Step.OpenTo(database, role));
            }
        }
        return steps;
    }

    private void group(String name, boolean inherit, List<Step> steps) {
        Mark mark = new Mark.Group(realm, roles.database());
        if (catalog.role(name).isEmpty()) {
            steps.add(new Step.CreateGroup(name, inherit, mark));
        } else if (!catalog.role(name).flatMap(Role::mark).map(mark::equals).orElse(false)) {
            steps.add(new Step.SetMark(name, mark));
        }
    }
}
