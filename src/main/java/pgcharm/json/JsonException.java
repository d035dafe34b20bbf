package pgcharm.json;

/// A text that is not JSON. The message says where and why, and repeats nothing of the text, which may be secret.
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonException(String why, int position) {
        super("not JSON: " + why + " at character " + position);
    }
}
