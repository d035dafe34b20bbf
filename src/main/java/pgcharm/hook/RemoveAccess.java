package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Names;
import pgcharm.access.Policy;
import pgcharm.access.Removal;
import pgcharm.access.Role;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.postgres.ServerException;
import pgcharm.wire.SecretGroup;

/// Takes away what a relation was given; the data stays.
final class RemoveAccess {
    private RemoveAccess() {}

    /// Works without the server, too. What stays on it then, the next sweep takes away.
    static void secrets(Context context, RelationId relation, Map<String, String> own) {
        RelationSecrets secrets = new RelationSecrets(context.tools(), relation, own);
        for (SecretGroup group : SecretGroup.values()) {
            secrets.remove(group);
        }
    }

    /// The own databag of a relation that is going, as far as it can still be read.
    static Map<String, String> databag(HookTools tools, RelationId relation, String application) {
        try {
            return tools.databag(relation, application);
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case RELATION_GONE, NOT_ALLOWED -> Map.of();
                case SECRET_MISSING, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    /// Removes the relation's login.
    ///
    /// @return whether this freed a name that another relation may be waiting for
    static boolean login(Context context, AdminSession session, Policy policy, RelationId relation, String client) {
        Holder.Relation holder = new Holder.Relation(relation.toString(), client);
        Catalog catalog = session.catalog(context.realm(), new Scope.One(Optional.of(holder), List.of(), List.of()));
        Optional<Role> login = catalog.loginOf(context.realm(), holder);
        login.ifPresent(role -> remove(context, session, role, catalog));
        return login.map(role -> !role.name().equals(Names.loginFor(holder, context.realm(), policy)))
                .orElse(false);
    }

    /// A login that something holds back cannot log in any more, and stays for a later sweep.
    ///
    /// @param catalog knows the databases that the login's objects are in
    /// @return whether it is gone
    static boolean remove(Context context, AdminSession session, Role login, Catalog catalog) {
        try {
            session.apply(Removal.plan(login, catalog));
            context.log().line("removed login " + login.name());
            return true;
        } catch (ServerException e) {
            return switch (e.kind()) {
                case UNAVAILABLE, MISCONFIGURED -> throw e;
                case LACKS_PRIVILEGE, REFUSED -> {
                    context.log().line("cannot remove login " + login.name() + " yet: " + e.getMessage());
                    yield false;
                }
            };
        }
    }
}
