package pgcharm.access;

import java.util.Set;

/// The role that the charm itself is logged in as.
///
/// @param memberOf roles it is a direct or indirect member of; empty for a superuser, who needs no membership
/// @param adminDatabase the database its connection is to
public record Admin(String name, boolean superuser, Set<String> memberOf, String adminDatabase) {
    public Admin {
        memberOf = Set.copyOf(memberOf);
    }
}
