package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.access.Catalog;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Verdict;
import pgcharm.juju.RelationId;
import pgcharm.postgres.AdminSession;
import pgcharm.wire.ConnectionFacts;
import pgcharm.wire.Credentials;
import pgcharm.wire.Publication;
import pgcharm.wire.SecretGroup;

/// Serves one relation of the modern interface: observe, plan, apply, prove, publish.
final class ServeRelation {
    /// Stands in where only the shape of a publication is of interest.
    private static final Password SOME_PASSWORD = new Password("unknown");

    private final Context context;
    private final ConnectionFacts facts;
    private final RelationObserver observer;
    private final LoginMaker logins;
    private final RelationId relation;
    private final String client;
    private final Map<String, String> own;
    private final RelationSecrets secrets;

    /// @param client the remote application
    /// @param own databag of the own application
    ServeRelation(
            Context context,
            AdminSession session,
            Policy policy,
            RelationId relation,
            String client,
            Map<String, String> own) {
        this.context = context;
        this.facts = facts(session);
        this.observer = new RelationObserver(context, session, policy, relation, client, own);
        this.logins = new LoginMaker(context, session);
        this.relation = relation;
        this.client = client;
        this.own = own;
        this.secrets = new RelationSecrets(context.tools(), relation, own);
    }

    static ConnectionFacts facts(AdminSession session) {
        return new ConnectionFacts(
                session.endpoints(), session.readOnlyEndpoints(), session.version(), session.tls(), session.tlsCa());
    }

    /// @param databag the client's
    /// @param swept the catalog that a sweep has read
    /// @param thorough look into the secrets too, even where the databag shows nothing to do
    Verdict serve(Map<String, String> databag, Optional<Catalog> swept, boolean thorough) {
        return switch (observer.observe(databag, swept)) {
            case ObservedRelation.NotAsking() -> {
                write(Map.of("status", ""));
                yield new Verdict.Waiting(client + " has not asked for a database yet");
            }
            case ObservedRelation.Refused(Refusal refusal) -> refuse(refusal);
            case ObservedRelation.Asking asking ->
                asking.isDone() && shows(publication(asking, shownPassword())) && !thorough
                        ? served(asking)
                        : carryOut(asking);
        };
    }

    private Verdict carryOut(ObservedRelation.Asking asking) {
        Optional<Password> stored = secrets.field(SecretGroup.USER, "password")
                .or(() -> Optional.ofNullable(own.get("password")))
                .flatMap(Password::of);
        Password password = stored.or(asking::custom).orElseGet(() -> Password.random(context.random()));
        Publication publication = publication(asking, password);
        if (asking.isDone() && shows(publication) && secretsShow(publication)) {
            return served(asking);
        }
        Optional<Refusal> failure = make(asking, password, stored.isPresent());
        if (failure.isEmpty()) {
            publish(publication);
            return served(asking);
        }
        if (!asking.published()) {
            logins.remove(asking.planned().login(), observer.catalog(asking.request()));
        }
        return refuse(failure.get());
    }

    /// A published login whose password is lost, or was changed by somebody on the server, is given it again.
    private Optional<Refusal> make(ObservedRelation.Asking asking, Password password, boolean passwordStored) {
        String database = asking.request().database();
        if (passwordStored || !asking.published()) {
            Optional<Refusal> failure = logins.make(asking.planned(), database, password);
            boolean notProved = failure.filter(refusal -> refusal.reason() == Refusal.Reason.LOGIN_NOT_PROVED)
                    .isPresent();
            if (!notProved || !asking.published()) {
                return failure;
            }
        }
        return switch (observer.planUnpublished(asking.request())) {
            case Outcome.Refused(Refusal refusal) -> Optional.of(refusal);
            case Outcome.Planned anew -> logins.make(anew, database, password);
        };
    }

    /// All keys and secrets of the relation in this one hook, which Juju commits together.
    private void publish(Publication publication) {
        Map<String, String> wanted = new TreeMap<>();
        Publication.OWN_KEYS.forEach(key -> wanted.put(key, ""));
        wanted.putAll(publication.databag());
        for (SecretGroup group : SecretGroup.values()) {
            Optional<Map<String, String>> content =
                    Optional.ofNullable(publication.secrets().get(group));
            if (content.isPresent()) {
                wanted.put(group.key(), secrets.hold(group, content.get()));
            } else if (own.containsKey(group.key())) {
                secrets.remove(group);
            }
        }
        write(wanted);
    }

    private Verdict refuse(Refusal refusal) {
        write(Publication.status(refusal));
        return new Verdict.Refused(refusal);
    }

    private static Verdict served(ObservedRelation.Asking asking) {
        return new Verdict.Served(asking.request().database(), asking.planned().login());
    }

    private Publication publication(ObservedRelation.Asking asking, Password password) {
        Credentials credentials =
                new Credentials(asking.request().database(), asking.planned().login(), password);
        return Publication.served(asking.asked(), credentials, facts, asking.databag());
    }

    /// Whether the databag shows all of a publication and nothing besides; secrets by the presence of their keys.
    private boolean shows(Publication publication) {
        Map<String, String> plain = new TreeMap<>(own);
        boolean sameSecrets = Stream.of(SecretGroup.values())
                .allMatch(group -> (plain.remove(group.key()) != null)
                        == publication.secrets().containsKey(group));
        plain.keySet().retainAll(Publication.OWN_KEYS);
        return sameSecrets && plain.equals(publication.databag());
    }

    private boolean secretsShow(Publication publication) {
        return publication.secrets().entrySet().stream()
                .allMatch(secret -> secrets.shows(secret.getKey(), secret.getValue()));
    }

    private Password shownPassword() {
        return Optional.ofNullable(own.get("password")).flatMap(Password::of).orElse(SOME_PASSWORD);
    }

    /// Only what differs; an empty value stands for an absent key.
    private void write(Map<String, String> wanted) {
        Map<String, String> changes = new TreeMap<>(wanted);
        changes.entrySet().removeIf(entry -> entry.getValue().equals(own.getOrDefault(entry.getKey(), "")));
        if (!changes.isEmpty()) {
            context.tools().write(relation, changes);
        }
    }
}
