package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/// A port, a range of ports, or ICMP.
public record Port(int from, int to, String protocol) implements Comparable<Port> {
    private static final Comparator<Port> ORDER =
            Comparator.comparing(Port::protocol).thenComparingInt(Port::from).thenComparingInt(Port::to);

    public Port {
        requireNonNull(protocol, "protocol");
    }

    @Override
    public int compareTo(Port other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        if (protocol.equals("icmp")) {
            return protocol;
        }
        return (from == to ? Integer.toString(from) : from + "-" + to) + "/" + protocol;
    }
}
