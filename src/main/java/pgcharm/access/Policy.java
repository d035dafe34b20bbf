package pgcharm.access;

import java.util.Set;

/// What the operator's configuration allows clients to ask for, and what kind of server it is.
///
/// @param serverRoles `charmed_*` words mean server-wide roles instead of roles on the client's own database
/// @param privileged which of `superuser`, `createrole`, `replication` a client may be given
/// @param adoptable existing databases that the operator handed over
/// @param extensions that clients may have made
/// @param shared the server may hold what others made; in the charm's own cluster every database is ours
public record Policy(
        boolean serverRoles, Set<Attribute> privileged, Set<String> adoptable, Set<String> extensions, boolean shared) {
    public Policy {
        extensions = Set.copyOf(extensions);
        privileged = Set.copyOf(privileged);
        adoptable = Set.copyOf(adoptable);
    }

    /// Whether clients may have a database that was there before anybody asked for it.
    boolean mayAdopt(String database) {
        return !shared || adoptable.contains(database);
    }
}
