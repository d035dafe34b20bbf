package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import pgcharm.access.Holder;
import pgcharm.access.Verdict;
import pgcharm.juju.HookTools;
import pgcharm.juju.RelationId;
import pgcharm.wire.Client;
import pgcharm.wire.DatabaseClient;
import pgcharm.wire.PgsqlClient;
import pgcharm.wire.RequestsClient;

/// Both sides of one relation as they stand in its databags.
///
/// @param application the client's name
/// @param own databag of the own application
/// @param ownUnit databag of the own unit, for interfaces that write there too
record ObservedRelation(
        RelationId id,
        String application,
        Client client,
        Map<String, String> own,
        Optional<Map<String, String>> ownUnit) {

    /// @param own databag of the own application, which the caller has read
    static ObservedRelation read(Context context, RelationId id, String application, Map<String, String> own) {
        HookTools tools = context.tools();
        Map<String, String> databag = tools.databag(id, application);
        if (!PgsqlClient.ENDPOINTS.contains(id.endpoint())) {
            Client client = databag.getOrDefault("version", "").equals("v1")
                    ? new RequestsClient(databag, own.getOrDefault("status", ""))
                    : new DatabaseClient(databag);
            return new ObservedRelation(id, application, client, own, Optional.empty());
        }
        SortedMap<String, Map<String, String>> units = new TreeMap<>();
        tools.remoteUnits(id).forEach(unit -> units.put(unit, tools.unitDatabag(id, unit)));
        return new ObservedRelation(
                id,
                application,
                new PgsqlClient(id.endpoint(), application, databag, units),
                own,
                Optional.of(tools.unitDatabag(id, context.unit())));
    }

    /// By request key, what the client can read now.
    Map<String, Map<String, String>> responses() {
        return Client.responses(id.endpoint(), own);
    }

    boolean isRefused() {
        return own.containsKey("status");
    }

    /// Nothing is asked for, and nothing that was said before needs to be taken back.
    boolean isIdle() {
        return client.requests().isEmpty()
                && !isRefused()
                && responses().keySet().stream().allMatch(String::isEmpty);
    }

    Verdict notAsked() {
        return new Verdict.Waiting(application + " has not asked for a database yet");
    }

    Holder.Relation holder(String request) {
        return new Holder.Relation(id.toString(), request, application);
    }
}
