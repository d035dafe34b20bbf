package pgcharm.access;

import java.util.List;
import java.util.Optional;

/// What a client asked for, whatever the interface it asked through.
///
/// @param database its name, or, ending in `*`, what the names of all databases begin with that the client wants
/// @param username the custom name asked for
/// @param extraRoles words as the client wrote them, one an element, without surrounding spaces
/// @param administrator the operator gave it the powers of every owner of ours (endpoint `db-admin`), and of a
///     superuser where the policy has that
/// @param extensions that its database does not have yet
/// @param entity asked for instead of an ordinary login
public record Request(
        Holder holder,
        String database,
        Optional<String> username,
        List<String> extraRoles,
        boolean administrator,
        List<Extension> extensions,
        Optional<Entity> entity) {
    public Request {
        extraRoles = List.copyOf(extraRoles);
        extensions = List.copyOf(extensions);
    }

    /// What the names of the databases begin with; empty for a request of one database.
    public Optional<String> prefix() {
        return isPrefix(database) ? Optional.of(database.substring(0, database.length() - 1)) : Optional.empty();
    }

    static boolean isPrefix(String database) {
        return database.endsWith("*");
    }

    /// Nobody logs in as the role that is asked for.
    boolean isGroup() {
        return entity.map(Entity::type).equals(Optional.of(Entity.Type.GROUP));
    }

    public Request(Holder holder, String database, Optional<String> username, List<String> extraRoles) {
        this(holder, database, username, extraRoles, false, List.of(), Optional.empty());
    }
}
