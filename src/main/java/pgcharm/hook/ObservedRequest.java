package pgcharm.hook;

import java.util.Optional;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.access.Request;

/// What a client asks for, held against what the server holds.
sealed interface ObservedRequest {
    record Refused(Refusal refusal) implements ObservedRequest {}

    /// @param custom the password that the client wants
    /// @param published the client has credentials already, which stay
    record Possible(Request request, Optional<Password> custom, boolean published, Outcome.Planned planned)
            implements ObservedRequest {
        boolean isDone() {
            return published && planned.plan().isEmpty();
        }
    }
}
