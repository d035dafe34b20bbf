package pgcharm.server;

import java.util.List;
import java.util.Optional;
import pgcharm.access.SystemUser;
import pgcharm.juju.HookTools;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.Endpoint;
import pgcharm.postgres.ServerAccess;
import pgcharm.workload.ClusterNames;
import pgcharm.workload.ClusterSecret;

/// The charm's own cluster as a server: reached like a client reaches it, through the Service of the primary, as the
/// system user `operator`, with a certificate that is verified.
public final class OwnCluster {
    private static final int PORT = 5432;

    private OwnCluster() {}

    /// Empty while the leader has not made it.
    public static Optional<ClusterSecret> secret(HookTools tools) {
        return tools.secrets().labelled(ClusterSecret.LABEL).flatMap(content -> ClusterSecret.of(content.values()));
    }

    static ServerConfig read(HookTools tools, ClusterNames names) {
        return secret(tools)
                .<ServerConfig>map(secret -> new ServerConfig.Own(access(secret, names), secret.passwords()))
                .orElseGet(() -> new ServerConfig.Unknown(
                        UnitStatus.waiting("the cluster is not set up yet: its leader makes the passwords first")));
    }

    private static ServerAccess access(ClusterSecret secret, ClusterNames names) {
        return new ServerAccess(
                List.of(new Endpoint(names.primaryHost(), PORT)),
                List.of(new Endpoint(names.replicasHost(), PORT)),
                SystemUser.OPERATOR.key(),
                secret.passwords().of(SystemUser.OPERATOR),
                "postgres",
                Optional.of("verify-full"),
                Optional.of(secret.authority().certificate()),
                // names of Services of the cluster's own DNS
                false);
    }
}
