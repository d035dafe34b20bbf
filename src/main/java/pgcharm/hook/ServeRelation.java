package pgcharm.hook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.access.Catalog;
import pgcharm.access.Holder;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Verdict;
import pgcharm.postgres.AdminSession;
import pgcharm.wire.Client;
import pgcharm.wire.ClientRequest;

/// Serves every request of one relation and publishes all answers together, in this one hook, which Juju commits as
/// one.
final class ServeRelation {
    private final Context context;
    private final AdminSession session;
    private final Policy policy;
    private final ObservedRelation relation;
    private final Set<Holder.Relation> followers = new HashSet<>();

    ServeRelation(Context context, AdminSession session, Policy policy, ObservedRelation relation) {
        this.context = context;
        this.session = session;
        this.policy = policy;
        this.relation = relation;
    }

    /// One verdict for each request; a single waiting one for a client that has not asked yet.
    ///
    /// @param swept the catalog that a sweep has read
    /// @param thorough look into the secrets and try the logins, even where the databag shows nothing to do
    List<Verdict> serve(Optional<Catalog> swept, boolean thorough) {
        Map<String, Map<String, String>> shown = relation.responses();
        Map<String, Map<String, String>> responses = new TreeMap<>(shown);
        List<Verdict> verdicts = new ArrayList<>();
        List<ClientRequest> requests = relation.client().requests();
        for (ClientRequest request : requests) {
            ServeRequest.Answer answer = answer(request, shown.getOrDefault(request.key(), Map.of()), swept, thorough);
            if (!answer.response().isEmpty()) {
                responses.put(request.key(), answer.response());
            }
            verdicts.add(answer.verdict());
            followers.addAll(answer.followers());
        }
        if (!requests.isEmpty() && requests.stream().allMatch(ServeRelation::isUnreadable)) {
            publish(Client.unreadable(relation.own(), refusals(verdicts)));
            return verdicts;
        }
        withdrawn(requests).forEach(request -> {
            withdraw(request, shown.getOrDefault(request, Map.of()));
            responses.remove(request);
        });
        publish(relation.client().databag(responses, refusals(verdicts)));
        return verdicts.isEmpty() ? List.of(relation.notAsked()) : verdicts;
    }

    /// Nobody knows which request is meant: nothing that was served before is taken away.
    private static boolean isUnreadable(ClientRequest request) {
        return request instanceof ClientRequest.Refused && request.key().isEmpty();
    }

    /// Keys of requests that were answered and are not asked any more. A client that takes back its only request keeps
    /// its login until the relation goes.
    private Set<String> withdrawn(List<ClientRequest> requests) {
        if (requests.stream().anyMatch(ServeRelation::isUnreadable)) {
            return Set.of();
        }
        Set<String> withdrawn = new TreeSet<>(relation.responses().keySet());
        requests.forEach(request -> withdrawn.remove(request.key()));
        if (requests.isEmpty()) {
            withdrawn.remove("");
        }
        return withdrawn;
    }

    /// Holders of a prefix that a database matches which was made while serving: they are to be served next.
    Set<Holder.Relation> followers() {
        return Set.copyOf(followers);
    }

    private ServeRequest.Answer answer(
            ClientRequest request, Map<String, String> shown, Optional<Catalog> swept, boolean thorough) {
        return switch (request) {
            case ClientRequest.Refused(String _, Refusal refusal) ->
                new ServeRequest.Answer(new Verdict.Refused(refusal), shown);
            case ClientRequest.Asked asked ->
                new ServeRequest(context, session, policy, relation.client(), relation.holder(asked.key()), shown)
                        .serve(asked, swept, thorough);
        };
    }

    private void withdraw(String request, Map<String, String> shown) {
        Holder.Relation holder = relation.holder(request);
        RemoveAccess.logins(context, session, holder, login -> login.equals(holder));
        RemoveAccess.secrets(context, relation.id(), Map.of(request, shown));
    }

    private static List<Refusal> refusals(List<Verdict> verdicts) {
        List<Refusal> refusals = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Refused(Refusal refusal)) {
                refusals.add(refusal);
            }
        }
        return refusals;
    }

    /// Only what differs; what is not to be there any more is removed.
    private void publish(Map<String, String> databag) {
        // a client that changed the version of its interface leaves keys of the other one
        Set<String> keys = new TreeSet<>(relation.own().keySet());
        keys.addAll(relation.client().keys());
        Map<String, String> changes = changes(keys, databag, relation.own());
        if (!changes.isEmpty()) {
            context.lastSweep().forget(relation.id());
            context.tools().write(relation.id(), changes);
        }
        relation.ownUnit().ifPresent(unit -> {
            Map<String, String> unitChanges = changes(relation.client().keys(), databag, unit);
            if (!unitChanges.isEmpty()) {
                context.tools().writeUnit(relation.id(), unitChanges);
            }
        });
    }

    private static Map<String, String> changes(
            Set<String> keys, Map<String, String> databag, Map<String, String> present) {
        Map<String, String> changes = new TreeMap<>();
        for (String key : keys) {
            String wanted = databag.getOrDefault(key, "");
            if (!wanted.equals(present.getOrDefault(key, ""))) {
                changes.put(key, wanted);
            }
        }
        return changes;
    }
}
