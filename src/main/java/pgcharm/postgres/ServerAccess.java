package pgcharm.postgres;

import java.util.List;
import java.util.Optional;
import pgcharm.access.Password;

/// How the charm reaches a server as its administrator.
///
/// @param endpoints of one server or of one cluster; which one is the primary shows when connected
/// @param readOnlyEndpoints may be empty
/// @param database that the administrator connects to
/// @param sslMode as in libpq; empty for `prefer`, or `verify-full` with an authority
/// @param tlsCa PEM of the authority that signed the server's certificate
/// @param reachableOutside its endpoints are good for clients outside of the network that this charm runs in
public record ServerAccess(
        List<Endpoint> endpoints,
        List<Endpoint> readOnlyEndpoints,
        String username,
        Password password,
        String database,
        Optional<String> sslMode,
        Optional<String> tlsCa,
        boolean reachableOutside) {
    public ServerAccess {
        endpoints = List.copyOf(endpoints);
        readOnlyEndpoints = List.copyOf(readOnlyEndpoints);
    }

    public ServerAccess with(Password other) {
        return new ServerAccess(
                endpoints, readOnlyEndpoints, username, other, database, sslMode, tlsCa, reachableOutside);
    }
}
