package pgcharm.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Steps that make one login, or the role of an entity GROUP, what its request wants, from whatever it is now.
record LoginPlan(String login, Mark.Login mark, Rights rights, List<DatabaseRoles> databases, Catalog catalog) {
    List<Step> steps(boolean published) {
        List<Step> steps = new ArrayList<>();
        Optional<Role> present = catalog.role(login);
        boolean connects = rights.connects();
        if (present.isEmpty()) {
            steps.add(connects ? new Step.CreateLogin(login, mark) : new Step.CreateGroup(login, true, mark));
        }
        Role before = present.orElseGet(
                () -> new Role(login, connects, Set.of(), Optional.empty(), Set.of(), Map.of(), Set.of()));
        boolean moved = present.isPresent()
                && !before.loginMark().map(Mark.Login::database).equals(Optional.of(mark.database()));
        boolean losing = connects && (!before.login() || moved || losesRights(before));
        if (losing && before.login()) {
            steps.add(new Step.ForbidLogin(login));
        }
        memberships(before, steps);
        attributes(before, steps);
        actsAs(before, steps);
        if (losing) {
            // sessions keep what they were given; a run that was interrupted finds the login forbidden and ends them
            if (Removal.needsMembership(catalog.admin(), login)) {
                steps.add(new Step.Grant(login, catalog.admin().name()));
            }
            steps.add(new Step.EndSessions(login));
        }
        if (moved) {
            steps.add(new Step.SetMark(login, mark));
        }
        if (connects && present.isPresent() && (losing || !published)) {
            steps.add(new Step.SetPassword(login));
        }
        return steps;
    }

    /// Whether something is taken away in a database that the login still has.
    private boolean losesRights(Role before) {
        Set<String> wanted = rights.memberships(databases);
        boolean roleTaken = Stream.concat(
                        databases.stream().flatMap(LoginPlan::groups),
                        Stream.concat(
                                Stream.of(Names.ADMIN),
                                Stream.of(DataRole.values()).map(DataRole::word)))
                .anyMatch(role -> before.memberOf().contains(role) && !wanted.contains(role));
        return roleTaken || !rights.attributes().containsAll(before.attributes());
    }

    private static Stream<String> groups(DatabaseRoles roles) {
        return Stream.concat(
                Stream.of(roles.admin()), Stream.of(DataRole.values()).map(roles::name));
    }

    private void memberships(Role before, List<Step> steps) {
        Set<String> wanted = rights.memberships(databases);
        before.memberOf().stream()
                .filter(role -> role.startsWith("charmed_") && !wanted.contains(role))
                .sorted()
                .forEach(role -> steps.add(new Step.Revoke(role, login)));
        wanted.stream()
                .filter(role -> !before.memberOf().contains(role))
                .forEach(role -> steps.add(new Step.Grant(role, login)));
    }

    private void attributes(Role before, List<Step> steps) {
        for (Attribute attribute : EnumSet.allOf(Attribute.class)) {
            boolean wanted = rights.attributes().contains(attribute);
            if (wanted != before.attributes().contains(attribute)) {
                steps.add(new Step.SetAttribute(login, attribute, wanted));
            }
        }
    }

    /// CREATEDB is given after the login acts as the role, and taken before it stops to: what a crash leaves is seen by
    /// the next plan, even one for another request.
    private void actsAs(Role before, List<Step> steps) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (rights.owner() && rights.connects()) {
            databases.forEach(roles -> wanted.put(roles.database(), roles.owner()));
        }
        Optional<String> creator = creator();
        creator.ifPresent(role -> wanted.put(Role.EVERYWHERE, role));
        steps.addAll(Removal.withdrawCreatedb(before, creator, catalog));
        before.actsAs().keySet().stream()
                .filter(database -> !wanted.containsKey(database))
                .sorted()
                .forEach(database -> steps.add(new Step.ActAsItself(login, where(database))));
        wanted.forEach((database, role) -> {
            if (!Objects.equals(before.actsAs().get(database), role)) {
                steps.add(new Step.ActAs(login, where(database), role));
            }
        });
        creator.filter(role -> !catalog.role(role)
                        .map(Role::attributes)
                        .orElse(Set.of())
                        .contains(Attribute.CREATEDB))
                .ifPresent(role -> steps.add(new Step.SetAttribute(role, Attribute.CREATEDB, true)));
    }

    /// The role that owns the databases that the login makes, if it may make any.
    private Optional<String> creator() {
        if (!rights.createdb()) {
            return Optional.empty();
        }
        return Optional.of(
                rights.serverWide()
                        ? Names.DATABASES_OWNER
                        : databases.getFirst().owner());
    }

    private static Optional<String> where(String database) {
        return Optional.of(database).filter(name -> !name.equals(Role.EVERYWHERE));
    }
}
