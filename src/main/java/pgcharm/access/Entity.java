package pgcharm.access;

import java.util.List;

/// What a client asks for instead of an ordinary login: a role that has what is listed, and no more.
///
/// @param permissions as the client wrote them
public record Entity(Type type, List<Permission> permissions) {
    public enum Type {
        /// A login.
        USER,
        /// A role without login, for others to be members of.
        GROUP
    }

    /// One entry of `entity-permissions`.
    ///
    /// @param resourceType a word for a [DatabaseObject.Kind], in any case
    /// @param resourceName as [EntityRights] reads it
    /// @param privileges words of SQL's GRANT, in any case
    public record Permission(String resourceType, String resourceName, List<String> privileges) {
        public Permission {
            privileges = List.copyOf(privileges);
        }
    }

    public Entity {
        permissions = List.copyOf(permissions);
    }
}
