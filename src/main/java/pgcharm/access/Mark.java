package pgcharm.access;

import java.util.Optional;

/// What the comment of a role says about it: the charm alters and drops only roles that carry its own mark.
public sealed interface Mark {
    Realm realm();

    /// A server-wide role that several applications use: `relation_access`, `charmed_databases_owner`.
    record Shared(Realm realm) implements Mark {}

    /// One of the roles `charmed_<database>_*`. The mark on the owner role says whose the database is.
    record Group(Realm realm, String database) implements Mark {}

    /// A role that a relation or a person was given: a login, or the role of an entity GROUP, which comes and goes as
    /// logins do.
    ///
    /// @param entity what was asked for instead of an ordinary login
    /// @param database where the login acts as owner, or the only one it was given rights in
    /// @param since when it was made, ISO 8601 in UTC
    record Login(Realm realm, Holder holder, Optional<Entity.Type> entity, String database, String since)
            implements Mark {
        public Login(Realm realm, Holder holder, String database, String since) {
            this(realm, holder, Optional.empty(), database, since);
        }
    }
}
