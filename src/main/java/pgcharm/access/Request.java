package pgcharm.access;

import java.util.List;
import java.util.Optional;

/// What a client asked for, whatever the interface it asked through.
///
/// @param username the custom name asked for
/// @param extraRoles words as the client wrote them, one an element, without surrounding spaces
public record Request(Holder holder, String database, Optional<String> username, List<String> extraRoles) {
    public Request {
        extraRoles = List.copyOf(extraRoles);
    }
}
