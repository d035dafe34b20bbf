package pgcharm.access;

import java.util.List;
import java.util.stream.Collectors;

/// What became of a request.
public sealed interface Verdict {
    /// @param remarks what the client has to do without; empty for nothing
    record Served(String database, String login, List<String> remarks) implements Verdict {
        public Served {
            remarks = List.copyOf(remarks);
        }
    }

    /// @param why what is waited for
    record Waiting(String why) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}

    /// One line for people.
    default String text() {
        return Names.printable(
                switch (this) {
                    case Served(String database, String login, List<String> remarks) ->
                        "served: " + login + " on " + database
                                + remarks.stream().map(remark -> "; " + remark).collect(Collectors.joining());
                    case Waiting(String why) -> "waiting: " + why;
                    case Refused(Refusal refusal) -> "refused: " + refusal;
                });
    }
}
