package pgcharm.hook;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import pgcharm.access.Policy;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.ServerAccess;
import pgcharm.postgres.ServerException;
import pgcharm.server.ServerConfig;

/// Work that needs the server: opened for it, closed after it, and when it cannot be had, told why.
final class OpenServer {
    private OpenServer() {}

    /// @param work with the administrator's session; a [ServerException] that it lets through means that the server
    ///     can't be worked with now
    /// @param otherwise gets the status that says why there is no server, and what to do about it
    static <T> T with(Context context, BiFunction<AdminSession, Policy, T> work, Function<UnitStatus, T> otherwise) {
        Optional<String> problem = OperatorConfig.problem(context.tools().config());
        if (problem.isPresent()) {
            return otherwise.apply(UnitStatus.blocked(problem.get()));
        }
        return switch (ServerConfig.read(context.tools(), context.cluster())) {
            case ServerConfig.Unknown(UnitStatus status) -> otherwise.apply(status);
            case ServerConfig.External(ServerAccess access) ->
                with(context, () -> AdminSession.open(access), true, work, otherwise);
            case ServerConfig.Own own -> with(context, () -> OwnSession.open(context, own), false, work, otherwise);
        };
    }

    private static <T> T with(
            Context context,
            Supplier<AdminSession> server,
            boolean shared,
            BiFunction<AdminSession, Policy, T> work,
            Function<UnitStatus, T> otherwise) {
        try (AdminSession session = server.get()) {
            return work.apply(session, OperatorConfig.policy(context.tools().config(), shared));
        } catch (ServerException e) {
            return otherwise.apply(status(e, context, shared));
        }
    }

    private static UnitStatus status(ServerException e, Context context, boolean external) {
        String words = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case MISCONFIGURED, LACKS_PRIVILEGE ->
                UnitStatus.blocked("cannot work on PostgreSQL at " + words + " — "
                        + (external ? "correct the secret in config server" : log(context)));
            case UNTRUSTED ->
                UnitStatus.blocked("cannot trust PostgreSQL at " + words + " — "
                        + (external
                                ? "renew the server's certificate, or correct tls-ca and sslmode in the secret in"
                                        + " config server"
                                : log(context)));
            case UNAVAILABLE, REFUSED ->
                UnitStatus.waiting("cannot use PostgreSQL at " + words + " — tried again at the next update-status, or"
                        + " now with juju run " + context.application() + "/leader reconcile");
        };
    }

    private static String log(Context context) {
        return "see juju debug-log --include " + context.unit();
    }
}
