package pgcharm.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Takes a login away and leaves the data.
public final class Removal {
    private Removal() {}

    /// @param login a role of the catalog that carries the mark of a login of ours
    public static Plan plan(Role login, Catalog catalog) {
        List<Step> steps = new ArrayList<>();
        if (login.login()) {
            steps.add(new Step.ForbidLogin(login.name()));
        }
        if (needsMembership(catalog.admin(), login.name())) {
            steps.add(new Step.Grant(login.name(), catalog.admin().name()));
        }
        steps.add(new Step.EndSessions(login.name()));
        steps.addAll(releases(login, catalog));
        steps.addAll(withdrawCreatedb(login, Optional.empty(), catalog));
        steps.add(new Step.DropLogin(login.name()));
        return new Plan(steps);
    }

    private static List<Step> releases(Role login, Catalog catalog) {
        List<Step> steps = new ArrayList<>();
        Set<String> databases = new TreeSet<>(login.dependencies());
        if (databases.remove(Role.EVERYWHERE) && databases.isEmpty()) {
            // what all databases share can be released in any of them
            databases.add(catalog.admin().adminDatabase());
        }
        for (String database : databases) {
            String heir = heir(database, catalog);
            if (needsMembership(catalog.admin(), heir)) {
                steps.add(new Step.Grant(heir, catalog.admin().name()));
            }
            steps.add(new Step.ReleaseObjects(login.name(), database, heir));
        }
        return steps;
    }

    /// The owner role of a database of ours; elsewhere whoever owns the database, or else, where the administrator may
    /// not act as that role, the owner of our databases.
    private static String heir(String database, Catalog catalog) {
        String owner = new DatabaseRoles(database).owner();
        if (catalog.role(owner).flatMap(Role::mark).isPresent()) {
            return owner;
        }
        return catalog.database(database)
                .map(Database::owner)
                .filter(name -> !needsMembership(catalog.admin(), name))
                .orElse(Names.DATABASES_OWNER);
    }

    /// CREATEDB belongs to an owner role as long as some login acts as it in every database.
    ///
    /// @param kept the role that the login goes on acting as everywhere
    static List<Step> withdrawCreatedb(Role login, Optional<String> kept, Catalog catalog) {
        return Stream.ofNullable(login.actsAs().get(Role.EVERYWHERE))
                .filter(role -> !kept.equals(Optional.of(role)))
                .filter(role -> catalog.role(role)
                        .map(owner -> owner.attributes().contains(Attribute.CREATEDB))
                        .orElse(false))
                .filter(role -> catalog.roles().values().stream()
                        .noneMatch(other -> !other.name().equals(login.name())
                                && role.equals(other.actsAs().get(Role.EVERYWHERE))))
                .<Step>map(role -> new Step.SetAttribute(role, Attribute.CREATEDB, false))
                .toList();
    }

    static boolean needsMembership(Admin admin, String role) {
        return !admin.superuser() && !admin.memberOf().contains(role);
    }
}
