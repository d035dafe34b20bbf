package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.access.Request;
import pgcharm.wire.DatabaseRequest;

/// What a relation asks for, held against what the server holds.
sealed interface ObservedRelation {
    record NotAsking() implements ObservedRelation {}

    record Refused(Refusal refusal) implements ObservedRelation {}

    /// @param databag the client's, as it was decoded
    /// @param custom the password that the client wants
    /// @param published the client has credentials already, which stay
    record Asking(
            DatabaseRequest.Asked asked,
            Map<String, String> databag,
            Request request,
            Optional<Password> custom,
            boolean published,
            Outcome.Planned planned)
            implements ObservedRelation {
        boolean isDone() {
            return published && planned.plan().isEmpty();
        }
    }
}
