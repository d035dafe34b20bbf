package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Mark;
import pgcharm.access.Names;
import pgcharm.access.Policy;
import pgcharm.access.Role;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;

/// Takes away a login that `get-credentials` made.
final class RemoveCredentials {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;

    RemoveCredentials(Context context, AdminSession session, Policy policy) {
        this.context = context;
        this.session = session;
        this.policy = policy;
    }

    /// @param parameters `username`
    /// @throws ActionFailure when there is no such login, or it is not an action's
    Map<String, String> run(Map<String, String> parameters) {
        String username = parameters.getOrDefault("username", "");
        Catalog catalog = session.catalog(context.realm(), new Scope.All());
        Optional<Role> found = catalog.role(username)
                .filter(role -> role.loginMark()
                        .filter(mark -> mark.realm().equals(context.realm()))
                        .isPresent());
        context.lastSweep().forgetAction(username);
        found.ifPresentOrElse(login -> remove(login, catalog), () -> checkSecret(username));
        new ActionSecret(context.tools().secrets(), username).remove();
        Relations relations = Sweep.ahead(context, Sweep.Depth.UNSERVED);
        new Sweep(context, session, policy).run(Sweep.Depth.UNSERVED, true, relations);
        return Map.of("ok", "True", "removed", username);
    }

    private void remove(Role login, Catalog catalog) {
        if (login.loginMark().map(Mark.Login::holder).orElseThrow() instanceof Holder.Relation relation) {
            throw new ActionFailure("login " + Names.quoted(login.name()) + " belongs to relation " + relation.id()
                    + " of " + relation.client() + "; juju remove-relation takes it away");
        }
        if (!RemoveAccess.remove(context, session, login, catalog)) {
            // a login without a secret is what the next sweep takes away
            new ActionSecret(context.tools().secrets(), login.name()).remove();
            throw new ActionFailure(
                    "login " + Names.quoted(login.name())
                            + " can no longer log in, but something holds it back on the server; list-access shows it, and a later sweep removes it");
        }
    }

    /// An earlier run that took the login away may have died before Juju removed its secret.
    private void checkSecret(String username) {
        if (!new ActionSecret(context.tools().secrets(), username).exists()) {
            throw new ActionFailure("no login " + Names.quoted(username)
                    + " was made by get-credentials; list-access shows those that there are");
        }
    }
}
