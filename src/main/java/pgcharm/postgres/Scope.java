package pgcharm.postgres;

import java.util.List;
import java.util.Optional;
import pgcharm.access.Holder;

/// How much of the server a hook needs to know.
public sealed interface Scope {
    /// Everything that this application marked: for sweeps.
    record All() implements Scope {}

    /// One request whose rights reach every database of ours.
    record Wide(One request) implements Scope {}

    /// One request: the same amount however many others there are.
    ///
    /// @param relation whose logins are wanted under whatever name
    /// @param databases with their group roles
    /// @param logins by name
    record One(Optional<Holder.Relation> relation, List<String> databases, List<String> logins) implements Scope {
        public One {
            databases = List.copyOf(databases);
            logins = List.copyOf(logins);
        }
    }
}
