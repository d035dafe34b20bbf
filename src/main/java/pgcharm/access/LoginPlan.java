package pgcharm.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Steps that make one login what its request wants, from whatever it is now.
record LoginPlan(String login, Mark.Login mark, Rights rights, List<DatabaseRoles> databases, Catalog catalog) {
    List<Step> steps(boolean published) {
        List<Step> steps = new ArrayList<>();
        Optional<Role> present = catalog.role(login);
        if (present.isEmpty()) {
            steps.add(new Step.CreateLogin(login, mark));
        } else if (!published || !present.get().login()) {
            steps.add(new Step.SetPassword(login));
        }
        Role before = present.orElseGet(
                () -> new Role(login, false, Set.of(), Optional.empty(), Set.of(), Map.of(), Set.of()));
        boolean moved = before.loginMark()
                        .map(Mark.Login::database)
                        .filter(mark.database()::equals)
                        .isEmpty()
                && present.isPresent();
        memberships(before, steps);
        attributes(before, steps);
        actsAs(before, steps);
        if (moved) {
            if (Removal.needsMembership(catalog.admin(), login)) {
                steps.add(new Step.Grant(login, catalog.admin().name()));
            }
            steps.add(new Step.EndSessions(login));
            // last: until then a run that was interrupted begins anew
            steps.add(new Step.SetMark(login, mark));
        }
        return steps;
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
        if (rights.owner()) {
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
