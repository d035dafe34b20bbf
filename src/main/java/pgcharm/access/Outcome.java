package pgcharm.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What planning for one request comes to.
public sealed interface Outcome {
    /// @param login name of the login that the request is served with
    /// @param databases that it can connect to, sorted by name: the one asked for, or those that a prefix matches
    /// @param actsAs the role that its sessions in the first of them start as; empty where nobody logs in
    /// @param followers holders of a prefix that a database matches which this plan makes
    /// @param remarks what the client has to do without, for people
    record Planned(
            Plan plan,
            String login,
            List<String> databases,
            Optional<String> actsAs,
            Set<Holder.Relation> followers,
            List<String> remarks)
            implements Outcome {
        public Planned {
            databases = List.copyOf(databases);
            followers = Set.copyOf(followers);
            remarks = List.copyOf(remarks);
        }
    }

    record Refused(Refusal refusal) implements Outcome {}
}
