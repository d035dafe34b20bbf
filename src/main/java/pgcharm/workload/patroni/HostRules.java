package pgcharm.workload.patroni;

import java.util.List;
import java.util.stream.Stream;
import pgcharm.access.Names;

/// Who may connect from where (pg_hba.conf, pg_ident.conf). The same for every set of relations and members: a new
/// login needs no change here, `all` is every IPv4 and IPv6 address.
final class HostRules {
    private static final String MAP = "pod";

    private HostRules() {}

    /// System users connect over TLS only. Within the container whoever is the user that runs PostgreSQL needs no
    /// password, so that neither Patroni nor the exporter loses its connection while passwords change.
    static List<String> hba(boolean requireTls) {
        return List.of(
                "local all operator,monitoring,backup peer map=" + MAP,
                "local replication replication,backup peer map=" + MAP,
                "local all all scram-sha-256",
                "hostssl replication replication,backup all scram-sha-256",
                "hostssl all operator,rewind,monitoring,backup all scram-sha-256",
                (requireTls ? "hostssl" : "host") + " all +" + Names.RELATION_ACCESS + " all scram-sha-256");
    }

    /// @param user of the operating system that runs PostgreSQL
    static List<String> ident(String user) {
        return Stream.of("operator", "monitoring", "backup", "replication")
                .map(login -> MAP + " " + user + " " + login)
                .toList();
    }
}
