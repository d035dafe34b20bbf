package pgcharm.access;

/// What planning for one request comes to.
public sealed interface Outcome {
    /// @param login name of the login that the request is served with
    /// @param actsAs the role that its sessions in the request's database start as
    record Planned(Plan plan, String login, String actsAs) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
}
