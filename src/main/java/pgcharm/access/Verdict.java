package pgcharm.access;

/// What became of a request.
public sealed interface Verdict {
    record Served(String database, String login) implements Verdict {}

    /// @param why what is waited for
    record Waiting(String why) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}

    /// One line for people.
    default String text() {
        return switch (this) {
            case Served(String database, String login) -> "served: " + login + " on " + database;
            case Waiting(String why) -> "waiting: " + why;
            case Refused(Refusal refusal) -> "refused: " + refusal;
        };
    }
}
