package pgcharm.access;

import java.util.Set;

/// A database as the server holds it.
///
/// @param connectable roles that were granted CONNECT by name; [#PUBLIC] for everybody
public record Database(String name, String owner, Set<String> connectable) {
    /// Never the name of a role: PostgreSQL reserves it.
    public static final String PUBLIC = "public";

    public Database {
        connectable = Set.copyOf(connectable);
    }
}
