package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Names;
import pgcharm.access.Removal;
import pgcharm.access.Role;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.postgres.ServerException;
import pgcharm.wire.SecretGroup;

/// Takes away what a relation was given; the data stays.
final class RemoveAccess {
    private RemoveAccess() {}

    /// Works without the server, too. What stays on it then, the next sweep takes away.
    ///
    /// @param responses by request key, as the databag shows them
    static void secrets(Context context, RelationId relation, Map<String, Map<String, String>> responses) {
        responses.forEach((request, response) -> {
            RelationSecrets secrets = new RelationSecrets(context.tools().secrets(), relation, request, response);
            for (SecretGroup group : SecretGroup.values()) {
                secrets.remove(group);
            }
        });
    }

    /// Removes logins of a relation.
    ///
    /// @param relation any of its requests
    /// @param which tells those that go
    /// @return the names that were freed
    static List<String> logins(
            Context context, AdminSession session, Holder.Relation relation, Predicate<Holder> which) {
        Scope scope = new Scope.One(Optional.of(relation), List.of(), List.of());
        Catalog catalog = session.catalog(context.realm(), scope);
        return catalog.loginsOf(context.realm(), relation.id())
                .filter(login -> which.test(login.loginMark().orElseThrow().holder()))
                .filter(login -> remove(context, session, login, catalog))
                .map(Role::name)
                .toList();
    }

    /// A login that something holds back cannot log in any more, and stays for a later sweep.
    ///
    /// @param catalog knows the databases that the login's objects are in
    /// @return whether it is gone
    static boolean remove(Context context, AdminSession session, Role login, Catalog catalog) {
        context.tools().requireLeadership();
        try {
            session.apply(Removal.plan(login, catalog));
            context.log().line("removed login " + Names.quoted(login.name()));
            return true;
        } catch (ServerException e) {
            return switch (e.kind()) {
                case UNAVAILABLE, MISCONFIGURED, UNTRUSTED -> throw e;
                case LACKS_PRIVILEGE, REFUSED -> {
                    context.log().line("cannot remove login " + Names.quoted(login.name()) + " yet: " + e.getMessage());
                    yield false;
                }
            };
        }
    }
}
