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
        return with(context, Optional::empty, (session, policy, _) -> work.apply(session, policy), otherwise);
    }

    /// Work that has to do with Juju only, and is done before the rest while the session is being opened; also where no
    /// server is known.
    interface Meanwhile<M> extends Supplier<M> {}

    /// What is to be done with a session, and with what was got meanwhile.
    interface Work<M, T> {
        T with(AdminSession session, Policy policy, M meanwhile);
    }

    static <M, T> T with(Context context, Meanwhile<M> meanwhile, Work<M, T> work, Function<UnitStatus, T> otherwise) {
        return switch (server(context)) {
            case ServerConfig.Unknown(UnitStatus status) -> {
                M _ = meanwhile.get();
                yield otherwise.apply(status);
            }
            case ServerConfig.External(ServerAccess access) -> {
                try (Opening<AdminSession> opening = Opening.of(() -> AdminSession.open(access), AdminSession::close)) {
                    M got = meanwhile.get();
                    yield work.with(opening.opened(), policy(context, true), got);
                } catch (ServerException e) {
                    yield otherwise.apply(status(e, context, true));
                }
            }
            case ServerConfig.Own own -> {
                M got = meanwhile.get();
                // may want hook tools itself
                try (AdminSession session = OwnSession.open(context, own)) {
                    yield work.with(session, policy(context, false), got);
                } catch (ServerException e) {
                    yield otherwise.apply(status(e, context, false));
                }
            }
        };
    }

    private static ServerConfig server(Context context) {
        return OperatorConfig.problem(context.tools().config())
                .<ServerConfig>map(problem -> new ServerConfig.Unknown(UnitStatus.blocked(problem)))
                .orElseGet(() -> ServerConfig.read(context.tools(), context.cluster()));
    }

    private static Policy policy(Context context, boolean shared) {
        return OperatorConfig.policy(context.tools().config(), shared);
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
