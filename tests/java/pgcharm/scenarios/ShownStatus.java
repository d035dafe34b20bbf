package pgcharm.scenarios;

/// A status as the operator sees it.
public record ShownStatus(String value, String message) {
    @Override
    public String toString() {
        return value + ": " + message;
    }
}
