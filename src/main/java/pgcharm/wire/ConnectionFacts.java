package pgcharm.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What every client of a server is told alike.
///
/// @param endpoints `host:port`, the primary first
/// @param readOnlyEndpoints `host:port`; may be empty
/// @param externalEndpoints `host:port` by which the server is reached from outside, where they are others; may be
/// empty
/// @param endpointsReachOutside the server's own addresses do that, too
/// @param version of the server, `16.11`
/// @param tls whether the server offers TLS
/// @param tlsCa PEM of the authority that signed the server's certificate
public record ConnectionFacts(
        List<String> endpoints,
        List<String> readOnlyEndpoints,
        List<String> externalEndpoints,
        boolean endpointsReachOutside,
        String version,
        boolean tls,
        Optional<String> tlsCa) {
    public ConnectionFacts {
        endpoints = List.copyOf(endpoints);
        readOnlyEndpoints = List.copyOf(readOnlyEndpoints);
        externalEndpoints = List.copyOf(externalEndpoints);
    }

    /// What a client outside is told: the server's own addresses, unless the operator named others.
    ConnectionFacts external() {
        return externalEndpoints.isEmpty()
                ? this
                : new ConnectionFacts(externalEndpoints, List.of(), List.of(), true, version, tls, tlsCa);
    }

    /// Whether a client outside can use what [#external] tells it.
    public boolean reachableOutside() {
        return external().endpointsReachOutside();
    }

    /// As the modern interface shows them.
    Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("endpoints", String.join(",", endpoints));
        if (!readOnlyEndpoints.isEmpty()) {
            fields.put("read-only-endpoints", String.join(",", readOnlyEndpoints));
        }
        fields.put("version", version);
        return fields;
    }
}
