package pgcharm.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.access.Refusal;

/// The client's half of one relation, in the version of the interface that it speaks, and how it is answered.
public sealed interface Client permits DatabaseClient, RequestsClient, PgsqlClient {
    /// What it asks for; empty when it has not asked yet.
    List<ClientRequest> requests();

    Response response(ClientRequest.Asked request, Credentials credentials, ConnectionFacts facts);

    /// The own application databag.
    ///
    /// @param responses by request key, each with its `secret-*` keys
    /// @param refusals of requests of this relation
    Map<String, String> databag(Map<String, Map<String, String>> responses, List<Refusal> refusals);

    /// The own application databag of a client that cannot be read: what was said before, and why there is no more.
    static Map<String, String> unreadable(Map<String, String> own, List<Refusal> refusals) {
        Map<String, String> kept = new TreeMap<>(own);
        kept.put("status", Json.status(refusals));
        return kept;
    }

    /// All keys that this version of the interface ever writes; what [#databag] leaves out of them is removed.
    Set<String> keys();

    /// The responses that the own databag shows, by request key: what [#databag] was given.
    ///
    /// @param endpoint this charm's side of the relation
    /// @param own application databag
    static Map<String, Map<String, String>> responses(String endpoint, Map<String, String> own) {
        if (PgsqlClient.ENDPOINTS.contains(endpoint)) {
            return PgsqlClient.responses(own);
        }
        return own.containsKey(RequestsClient.REQUESTS) ? RequestsClient.responses(own) : DatabaseClient.responses(own);
    }

    /// Whether a response gives what was asked for.
    static boolean isServed(Map<String, String> response) {
        return response.containsKey(SecretGroup.USER.key())
                || response.containsKey("username")
                || response.containsKey("user")
                || isEntity(response);
    }

    /// Whether a response gives an entity, whose privileges are on objects that come and go without the charm.
    static boolean isEntity(Map<String, String> response) {
        return response.containsKey(SecretGroup.ENTITY.key()) || response.containsKey("entity-name");
    }

    /// Whether a response shows the server as it is, as far as that can be seen without reading a secret.
    static boolean showsServer(String endpoint, Map<String, String> response, ConnectionFacts facts) {
        return PgsqlClient.ENDPOINTS.contains(endpoint)
                ? shows(response, PgsqlClient.facts(facts))
                : shows(response, facts.fields())
                        || shows(response, facts.external().fields());
    }

    private static boolean shows(Map<String, String> response, Map<String, String> facts) {
        return response.entrySet().containsAll(facts.entrySet());
    }
}
