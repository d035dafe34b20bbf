package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Request;
import pgcharm.access.Role;
import pgcharm.access.Serving;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Scope;
import pgcharm.wire.Credentials;

/// A login for a person or an application outside Juju. The second call answers as the first did; other roles are
/// followed, the password stays.
final class GetCredentials {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;

    GetCredentials(Context context, AdminSession session, Policy policy) {
        this.context = context;
        this.session = session;
        this.policy = policy;
    }

    /// @param parameters `database`, and optionally `username` and `extra-user-roles`
    /// @throws ActionFailure with the reason, when there is none to be had
    Map<String, String> run(Map<String, String> parameters) {
        String database = parameters.getOrDefault("database", "");
        Catalog all = session.catalog(context.realm(), new Scope.All());
        String login = Optional.ofNullable(parameters.get("username"))
                .or(() -> unnamed(database, all))
                .orElseGet(
                        () -> stem(database) + "%08x".formatted(context.random().nextInt()));
        Request request = new Request(
                new Holder.Action(),
                database,
                Optional.of(login),
                Stream.of(parameters.getOrDefault("extra-user-roles", "").split(",", -1))
                        .map(String::strip)
                        .filter(role -> !role.isEmpty())
                        .toList());
        ActionSecret secret = new ActionSecret(context.tools().secrets(), login);
        Optional<Password> stored = secret.password();
        Password password = stored.orElseGet(() -> Password.random(context.random()));
        Outcome outcome =
                Serving.plan(request, stored.isPresent(), context.realm(), policy, catalog(request), context.now());
        Outcome.Planned planned = switch (outcome) {
            case Outcome.Refused(Refusal refusal) -> throw new ActionFailure(refusal.toString());
            case Outcome.Planned possible -> possible;
        };
        make(planned, password);
        secret.hold(password);
        new Sweep(context, session, policy).follow(planned.followers());
        Map<String, String> results = new TreeMap<>(Map.of("ok", "True"));
        new Credentials(database, planned.databases(), login, password, Optional.empty())
                .fields(context.facts(session))
                .forEach((field, value) -> results.put("postgresql." + field, value));
        return results;
    }

    private void make(Outcome.Planned planned, Password password) {
        LoginMaker logins = new LoginMaker(context, session);
        Optional<Refusal> failure = logins.make(planned, password);
        if (failure.isPresent()) {
            throw new ActionFailure(failure.get().toString());
        }
    }

    private static String stem(String database) {
        return "user_" + database.replace("*", "") + "_";
    }

    /// The login that an earlier call without a name made for this database.
    private Optional<String> unnamed(String database, Catalog catalog) {
        Pattern made = Pattern.compile(Pattern.quote(stem(database)) + "[0-9a-f]{8}");
        return catalog.logins(context.realm())
                .filter(role -> role.loginMark()
                        .filter(mark -> mark.holder() instanceof Holder.Action
                                && mark.database().equals(database))
                        .isPresent())
                .map(Role::name)
                .filter(name -> made.matcher(name).matches())
                .findFirst();
    }

    private Catalog catalog(Request request) {
        return session.catalog(
                context.realm(),
                new Scope.One(
                        Optional.empty(),
                        List.of(request.database()),
                        request.username().stream().toList()));
    }
}
