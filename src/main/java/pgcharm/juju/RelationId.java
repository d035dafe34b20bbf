package pgcharm.juju;

/// A relation as hook tools name it, `database:7`.
///
/// @param endpoint this charm's side
public record RelationId(String endpoint, int number) implements Comparable<RelationId> {
    /// @throws IllegalArgumentException when the text is no relation id
    public static RelationId of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("not a relation id: " + text);
        }
        return new RelationId(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public int compareTo(RelationId other) {
        int byEndpoint = endpoint.compareTo(other.endpoint);
        return byEndpoint != 0 ? byEndpoint : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return endpoint + ":" + number;
    }
}
