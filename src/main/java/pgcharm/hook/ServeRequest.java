package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Entity;
import pgcharm.access.Holder;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Verdict;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.wire.Client;
import pgcharm.wire.ClientRequest;
import pgcharm.wire.ConnectionFacts;
import pgcharm.wire.Credentials;
import pgcharm.wire.Response;
import pgcharm.wire.SecretGroup;

/// Serves one request of a relation: observe, plan, apply, prove, and fill its secrets.
final class ServeRequest {
    /// Stands in where only the shape of a response is of interest.
    private static final Password SOME_PASSWORD = new Password("unknown");

    private final Context context;
    private final RelationId relation;
    private final Client client;
    private final ConnectionFacts facts;
    private final Map<String, String> shown;
    private final RequestObserver observer;
    private final LoginMaker logins;
    private final RelationSecrets secrets;

    /// @param response what the databag is to show for this request; empty for nothing
    /// @param followers holders of a prefix that a new database matches
    record Answer(Verdict verdict, Map<String, String> response, Set<Holder.Relation> followers) {
        Answer(Verdict verdict, Map<String, String> response) {
            this(verdict, response, Set.of());
        }
    }

    /// @param shown the response that the client can read now; empty for none
    ServeRequest(
            Context context,
            AdminSession session,
            Policy policy,
            Client client,
            Holder.Relation holder,
            Map<String, String> shown) {
        this.context = context;
        this.relation = RelationId.of(holder.id());
        this.client = client;
        this.facts = context.facts(session);
        this.shown = shown;
        this.observer = new RequestObserver(context, session, policy, holder, shown);
        this.logins = new LoginMaker(context, session);
        this.secrets = new RelationSecrets(context.tools().secrets(), relation, holder.request(), shown);
    }

    /// @param swept the catalog that a sweep has read
    /// @param thorough look into the secrets and try the login, even where the databag shows nothing to do
    Answer serve(ClientRequest.Asked asked, Optional<Catalog> swept, boolean thorough) {
        return switch (observer.observe(asked, swept)) {
            case ObservedRequest.Refused(Refusal refusal) -> refused(refusal);
            case ObservedRequest.Possible possible ->
                possible.isDone()
                                && shows(response(
                                        asked, possible, shownPassword().orElse(SOME_PASSWORD)))
                                && !thorough
                        ? new Answer(possible.served(asked.outside(), facts), shown)
                        : carryOut(asked, possible);
        };
    }

    private Answer carryOut(ClientRequest.Asked asked, ObservedRequest.Possible possible) {
        Optional<Password> stored = storedPassword(asked, possible);
        Password password = stored.or(possible::custom).orElseGet(() -> Password.random(context.random()));
        Response response = response(asked, possible, password);
        boolean complete = possible.isDone() && shows(response) && secretsShow(response);
        if (complete && !logins.hasOtherPassword(possible.planned(), password)) {
            return new Answer(possible.served(asked.outside(), facts), shown);
        }
        context.lastSweep().forget(relation);
        Optional<Refusal> failure = make(possible, password, stored.isPresent());
        if (failure.isEmpty()) {
            return new Answer(
                    possible.served(asked.outside(), facts),
                    withSecrets(response),
                    possible.planned().followers());
        }
        if (!possible.published()) {
            logins.remove(possible.planned().login(), observer.catalog(possible.request()));
        }
        return refused(failure.get());
    }

    private Optional<Password> storedPassword(ClientRequest.Asked asked, ObservedRequest.Possible possible) {
        Response response = response(asked, possible, SOME_PASSWORD);
        return shownPassword()
                .or(() -> storedPassword(response, SecretGroup.USER, "password"))
                .or(() -> storedPassword(response, SecretGroup.ENTITY, "entity-password"));
    }

    private Optional<Password> storedPassword(Response response, SecretGroup group, String field) {
        boolean secret = shown.containsKey(group.key())
                || response.secrets().getOrDefault(group, Map.of()).containsKey(field);
        return secret ? secrets.field(group, field).flatMap(Password::of) : Optional.empty();
    }

    /// A published login whose password is lost, or was changed by somebody on the server, is given it again.
    private Optional<Refusal> make(ObservedRequest.Possible possible, Password password, boolean passwordStored) {
        if (passwordStored || !possible.published()) {
            Optional<Refusal> failure = logins.make(possible.planned(), password);
            boolean notProved = failure.filter(refusal -> refusal.reason() == Refusal.Reason.LOGIN_NOT_PROVED)
                    .isPresent();
            if (!notProved || !possible.published()) {
                return failure;
            }
        }
        return switch (observer.planUnpublished(possible.request())) {
            case Outcome.Refused(Refusal refusal) -> Optional.of(refusal);
            case Outcome.Planned anew -> logins.make(anew, password);
        };
    }

    private Map<String, String> withSecrets(Response response) {
        Map<String, String> fields = new TreeMap<>(response.fields());
        for (SecretGroup group : SecretGroup.values()) {
            Optional<Map<String, String>> content =
                    Optional.ofNullable(response.secrets().get(group));
            if (content.isPresent()) {
                fields.put(group.key(), secrets.hold(group, content.get()));
            } else if (shown.containsKey(group.key())) {
                secrets.remove(group);
            }
        }
        return fields;
    }

    /// What was served before stays as it is.
    private Answer refused(Refusal refusal) {
        return new Answer(new Verdict.Refused(refusal), shown);
    }

    private Response response(ClientRequest.Asked asked, ObservedRequest.Possible possible, Password password) {
        Outcome.Planned planned = possible.planned();
        Credentials credentials = new Credentials(
                asked.database(),
                planned.databases(),
                planned.login(),
                password,
                asked.entity().map(Entity::type));
        return client.response(asked, credentials, facts);
    }

    /// Whether the client can read all of a response and nothing besides; secrets by the presence of their keys.
    private boolean shows(Response response) {
        Map<String, String> plain = new TreeMap<>(shown);
        boolean sameSecrets = Stream.of(SecretGroup.values())
                .allMatch(group -> (plain.remove(group.key()) != null)
                        == response.secrets().containsKey(group));
        return sameSecrets && plain.equals(response.fields());
    }

    private boolean secretsShow(Response response) {
        return response.secrets().entrySet().stream()
                .allMatch(secret -> secrets.shows(secret.getKey(), secret.getValue()));
    }

    private Optional<Password> shownPassword() {
        return Stream.of("password", "entity-password")
                .flatMap(field -> Stream.ofNullable(shown.get(field)))
                .findFirst()
                .flatMap(Password::of);
    }
}
