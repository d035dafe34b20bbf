package pgcharm.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.access.Request;
import pgcharm.access.Verdict;
import pgcharm.wire.ConnectionFacts;

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

        /// @param outside the client wants to reach the server from outside its network
        Verdict served(boolean outside, ConnectionFacts facts) {
            List<String> remarks = new ArrayList<>(planned.remarks());
            if (outside && !facts.reachableOutside()) {
                remarks.add("reachable inside only: set config external-endpoints");
            }
            return new Verdict.Served(request.database(), planned.login(), remarks);
        }
    }
}
