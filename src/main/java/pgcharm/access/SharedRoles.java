package pgcharm.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The server-wide roles that a request needs, and what they are members of.
record SharedRoles(Rights rights, Catalog catalog) {
    private static final Map<DataRole, List<String>> MEMBER_OF = Map.of(
            DataRole.STATS, List.of("pg_monitor"),
            DataRole.READ, List.of("pg_read_all_data", DataRole.STATS.word()),
            DataRole.DML, List.of("pg_write_all_data", DataRole.READ.word()));

    Set<String> needed() {
        Set<String> names = new LinkedHashSet<>(List.of(Names.RELATION_ACCESS, Names.DATABASES_OWNER));
        names.addAll(memberships().keySet());
        return names;
    }

    /// Creates what is missing and completes the memberships.
    List<Step> steps(Realm realm) {
        List<Step> steps = new ArrayList<>();
        for (String name : needed()) {
            if (catalog.role(name).isEmpty()) {
                steps.add(new Step.CreateGroup(name, true, new Mark.Shared(realm)));
            }
        }
        memberships()
                .forEach((member, roles) -> roles.stream()
                        .filter(role -> !catalog.role(member)
                                .map(present -> present.memberOf().contains(role))
                                .orElse(false))
                        .forEach(role -> steps.add(new Step.Grant(role, member))));
        return steps;
    }

    /// Server-wide roles reach the databases that are ours, those to come included.
    ///
    /// @param wanted databases that there will be
    List<Step> reach(Realm realm, List<DatabaseRoles> wanted) {
        List<Step> steps = new ArrayList<>();
        boolean stats = isThere(DataRole.STATS.word());
        boolean admin = isThere(Names.ADMIN);
        Set<String> databases = new TreeSet<>(catalog.databasesOf(realm));
        wanted.forEach(roles -> databases.add(roles.database()));
        for (String database : databases) {
            boolean connects = catalog.database(database)
                    .map(present -> present.connectable().contains(DataRole.STATS.word()))
                    .orElse(false);
            if (stats && !connects) {
                steps.add(new Step.GrantConnect(database, DataRole.STATS.word()));
            }
            String owner = new DatabaseRoles(database).owner();
            boolean member = catalog.role(Names.ADMIN)
                    .map(role -> role.memberOf().contains(owner))
                    .orElse(false);
            if (admin && !member) {
                steps.add(new Step.Grant(owner, Names.ADMIN));
            }
        }
        return steps;
    }

    private boolean isThere(String role) {
        return needed().contains(role)
                || catalog.role(role)
                        .flatMap(Role::mark)
                        .filter(Mark.Shared.class::isInstance)
                        .isPresent();
    }

    private Map<String, List<String>> memberships() {
        Map<String, List<String>> memberships = new LinkedHashMap<>();
        if (rights.serverWide()) {
            Set<DataRole> data = new LinkedHashSet<>(rights.data());
            if (rights.everyOwner()) {
                data.add(DataRole.DML);
            }
            if (data.contains(DataRole.DML)) {
                data.add(DataRole.READ);
            }
            if (data.contains(DataRole.READ)) {
                data.add(DataRole.STATS);
            }
            data.stream()
                    .sorted()
                    .toList()
                    .reversed()
                    .forEach(role -> memberships.put(role.word(), MEMBER_OF.get(role)));
        }
        if (rights.everyOwner()) {
            memberships.put(Names.ADMIN, rights.serverWide() ? List.of(DataRole.DML.word()) : List.of());
        }
        return memberships;
    }
}
