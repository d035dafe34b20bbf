package pgcharm.juju;

/// Thrown where this process cannot handle the event and the next one will: `dispatch` is run again, and how that ends
/// is how the hook ends.
public final class RunAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunAgain() {
        super("another process handles this event", null, false, false);
    }
}
