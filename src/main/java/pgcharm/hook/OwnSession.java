package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemPasswords.Wish;
import pgcharm.access.SystemUser;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.ServerException;
import pgcharm.server.OwnCluster;
import pgcharm.server.ServerConfig;
import pgcharm.server.SystemUsersConfig;
import pgcharm.workload.ClusterSecret;

/// The administrator's session on the charm's own cluster, and the system users that run it.
final class OwnSession {
    private OwnSession() {}

    /// With the password that the members run with; or, where a hook died after it had told the server another one,
    /// with the one that the operator chose.
    ///
    /// @throws ServerException when the primary cannot be had
    static AdminSession open(Context context, ServerConfig.Own own) {
        try {
            return AdminSession.open(own.access());
        } catch (ServerException e) {
            Optional<Password> chosen = wanted(context, own.passwords())
                    .filter(wanted -> e.kind() == ServerException.Kind.MISCONFIGURED)
                    .map(wanted -> wanted.of(SystemUser.OPERATOR))
                    .filter(password -> !password.equals(own.access().password()));
            return AdminSession.open(own.access().with(chosen.orElseThrow(() -> e)));
        }
    }

    /// Lets the server and the members' secret hold the passwords that the operator chose, and the users their rights.
    /// Members take new passwords over when Juju tells them of the secret.
    static void settle(Context context, AdminSession session) {
        OwnCluster.secret(context.tools()).ifPresent(secret -> {
            SystemPasswords wanted = wanted(context, secret.passwords()).orElse(secret.passwords());
            session.settle(wanted);
            if (!wanted.equals(secret.passwords())) {
                context.tools()
                        .secrets()
                        .find(ClusterSecret.LABEL)
                        .ifPresent(uri -> context.tools()
                                .secrets()
                                .set(uri, secret.with(wanted).content()));
            }
        });
    }

    /// Empty where the operator's secret cannot be used.
    private static Optional<SystemPasswords> wanted(Context context, SystemPasswords present) {
        return switch (SystemUsersConfig.read(context.tools(), context.application())) {
            case Wish.Granted(Map<SystemUser, Password> passwords) -> Optional.of(present.with(passwords));
            case Wish.Wrong _ -> Optional.empty();
        };
    }
}
