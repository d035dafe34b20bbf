package pgcharm.hook;

/// An action that cannot do what it was asked: the message goes to the person who ran it. Nothing was changed.
final class ActionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ActionFailure(String message) {
        super(message);
    }
}
