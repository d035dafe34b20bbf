package pgcharm.hook;

import java.util.Optional;
import pgcharm.access.Catalog;
import pgcharm.access.Names;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.ServerException;
import pgcharm.postgres.Unproved;

/// Makes the server hold what a request asks for, and proves that the login works.
final class LoginMaker {
    private final Context context;
    private final AdminSession session;

    LoginMaker(Context context, AdminSession session) {
        this.context = context;
        this.session = session;
    }

    /// Why the request cannot be served; empty when its login works.
    ///
    /// @throws ServerException when the server, not this request, is the trouble
    Optional<Refusal> make(Outcome.Planned planned, Password password) {
        try {
            if (!planned.plan().isEmpty()) {
                context.log().line("for " + Names.quoted(planned.login()) + ":\n" + planned.plan());
                context.tools().requireLeadership();
                session.apply(planned.plan(), password);
            }
            return proof(planned, password)
                    .map(failure -> new Refusal(
                            Refusal.Reason.LOGIN_NOT_PROVED,
                            "the login cannot be used: " + failure.reason(),
                            failure.remedy() + ", then " + reconcile(context)));
        } catch (ServerException e) {
            return Optional.of(refusal(context, e));
        }
    }

    /// Whether the server lets nobody in with this password, because somebody gave the login another one.
    ///
    /// @throws ServerException when the server can be asked nothing now
    boolean hasOtherPassword(Outcome.Planned planned, Password password) {
        return proof(planned, password).filter(Unproved::otherPassword).isPresent();
    }

    /// Nothing is to be proved of a role that nobody logs in as.
    private Optional<Unproved> proof(Outcome.Planned planned, Password password) {
        return planned.actsAs().flatMap(actsAs -> prove(planned, password, actsAs));
    }

    private Optional<Unproved> prove(Outcome.Planned planned, Password password, String actsAs) {
        Optional<String> database = planned.databases().stream().findFirst();
        return database.isPresent()
                ? session.prove(planned.login(), password, database.get(), actsAs)
                : session.provePassword(planned.login(), password);
    }

    /// Takes away a login that failed its proof and that nobody was told of.
    void remove(String login, Catalog catalog) {
        catalog.role(login)
                .filter(role -> role.loginMark()
                        .filter(mark -> mark.realm().equals(context.realm()))
                        .isPresent())
                .ifPresent(role -> RemoveAccess.remove(context, session, role, catalog));
    }

    /// What the server will not do for one request.
    ///
    /// @throws ServerException when the server, not this request, is the trouble
    static Refusal refusal(Context context, ServerException e) {
        String words = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAVAILABLE, MISCONFIGURED, UNTRUSTED -> throw e;
            case LACKS_PRIVILEGE ->
                new Refusal(
                        Refusal.Reason.ADMIN_LACKS_PRIVILEGE,
                        "the server's administrator may not do this: " + words,
                        "give the role in config server what it lacks, then " + reconcile(context));
            case REFUSED ->
                new Refusal(
                        Refusal.Reason.SERVER_REFUSED,
                        "the server refused: " + words,
                        "remove the cause, then " + reconcile(context));
        };
    }

    private static String reconcile(Context context) {
        return "juju run " + context.application() + "/leader reconcile";
    }
}
