package pgcharm.access;

import java.util.List;
import java.util.Optional;

/// What a client asked for, whatever the interface it asked through.
///
/// @param username the custom name asked for
/// @param extraRoles words as the client wrote them, one an element, without surrounding spaces
/// @param administrator the operator gave it the powers of every owner of ours (endpoint `db-admin`)
/// @param extensions that its database does not have yet
public record Request(
        Holder holder,
        String database,
        Optional<String> username,
        List<String> extraRoles,
        boolean administrator,
        List<Extension> extensions) {
    public Request {
        extraRoles = List.copyOf(extraRoles);
        extensions = List.copyOf(extensions);
    }

    public Request(Holder holder, String database, Optional<String> username, List<String> extraRoles) {
        this(holder, database, username, extraRoles, false, List.of());
    }
}
