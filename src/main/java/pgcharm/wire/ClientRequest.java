package pgcharm.wire;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pgcharm.access.Entity;
import pgcharm.access.Refusal;

/// One thing that a client asks for in a relation.
public sealed interface ClientRequest {
    /// Tells the requests of one relation apart; empty where the interface allows one only.
    String key();

    /// A request that is not what the interface says, or that this charm does not serve.
    record Refused(String key, Refusal refusal) implements ClientRequest {}

    /// @param secretFields fields that go to Juju secrets; empty for a client that reads the databag only
    /// @param entitySecret URI of the secret with the custom user name; it vanishes once the client has been served
    /// @param administrator the endpoint gives extended permissions
    /// @param extensions to be had in the database, as the client wrote them
    /// @param entity asked for instead of an ordinary login
    /// @param outside the client wants to reach the server from outside its network
    record Asked(
            String key,
            String database,
            List<String> extraRoles,
            Set<String> secretFields,
            Optional<String> entitySecret,
            boolean administrator,
            String extensions,
            Optional<Entity> entity,
            boolean outside)
            implements ClientRequest {
        public Asked {
            extraRoles = List.copyOf(extraRoles);
            secretFields = Set.copyOf(secretFields);
        }
    }
}
