package pgcharm.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.access.Refusal;
import pgcharm.json.JsonText;

/// `postgresql_client` v1: a JSON list of requests, each with an id of its own, each answered with secrets of its own.
///
/// @param databag the client's application databag
/// @param told the value of `status` that the client can read now; may be empty
public record RequestsClient(Map<String, String> databag, String told) implements Client {
    static final String REQUESTS = "requests";
    private static final int MOST_REQUESTS = 100;
    private static final String REQUEST_ID = "request-id";
    private static final String RESOURCE = "resource";
    private static final String SALT = "salt";
    private static final String STATUS = "status";
    private static final String PREFIX_RESOURCES = "prefix-resources";

    /// Fields that no client is to write in the open, and that stand in no echo if one does.
    private static final Set<String> SENSITIVE = Set.of("password", "entity-password", "mtls-cert");

    /// Of one response; the library expects all but the last, `null` where there is nothing to say.
    private static final List<String> RESPONSE_KEYS = List.of(
            RESOURCE,
            REQUEST_ID,
            SALT,
            "endpoints",
            "read-only-endpoints",
            "secret-user",
            "secret-tls",
            "secret-extra",
            "secret-entity",
            "version",
            PREFIX_RESOURCES);

    /// Fields of a request that are texts or `null`.
    private static final List<String> TEXTS = List.of(
            RESOURCE,
            "extra-user-roles",
            "extra-group-roles",
            "entity-type",
            "secret-requested-entity",
            "requested-entity-secret");

    public RequestsClient {
        databag = Map.copyOf(databag);
    }

    static Map<String, Map<String, String>> responses(Map<String, String> own) {
        Map<String, Map<String, String>> responses = new TreeMap<>();
        objects(own.getOrDefault(REQUESTS, "")).orElse(List.of()).forEach(object -> {
            Map<String, String> response = new TreeMap<>();
            RESPONSE_KEYS.forEach(key -> text(object, key).ifPresent(value -> response.put(key, value)));
            text(object, REQUEST_ID).ifPresent(id -> responses.put(id, response));
        });
        return responses;
    }

    @Override
    public List<ClientRequest> requests() {
        Optional<List<Map<?, ?>>> objects = objects(databag.getOrDefault(REQUESTS, "[]"));
        if (objects.isEmpty()) {
            return List.of(new ClientRequest.Refused(
                    "", Refusals.malformed(REQUESTS, "write a JSON list of objects, one for each request")));
        }
        if (objects.get().size() > MOST_REQUESTS) {
            return List.of(new ClientRequest.Refused(
                    "", Refusals.malformed(REQUESTS, "ask for at most " + MOST_REQUESTS + " in one relation")));
        }
        Set<String> ids = new HashSet<>();
        List<ClientRequest> requests = new ArrayList<>();
        for (Map<?, ?> object : objects.get()) {
            String id = text(object, REQUEST_ID).orElse("");
            requests.add(
                    isId(id) && ids.add(id)
                            ? request(id, object)
                            : new ClientRequest.Refused(
                                    "",
                                    Refusals.malformed(
                                            REQUEST_ID,
                                            "give every request an id of its own, 8 to 64 letters, digits and -")));
        }
        return requests;
    }

    private static ClientRequest request(String id, Map<?, ?> object) {
        for (String key : TEXTS) {
            if (object.get(key) != null && !(object.get(key) instanceof String)) {
                return new ClientRequest.Refused(id, Refusals.malformed(key, "write a text"));
            }
        }
        Optional<String> resource = text(object, RESOURCE);
        if (resource.isEmpty()) {
            return new ClientRequest.Refused(id, Refusals.malformed(RESOURCE, "write the name of a database"));
        }
        EntityRequest entity = new EntityRequest(
                text(object, "entity-type"),
                Optional.ofNullable(object.get("entity-permissions")),
                text(object, "extra-user-roles").orElse(""),
                text(object, "extra-group-roles").orElse(""));
        Optional<Refusal> objection = entity.objection();
        if (objection.isPresent()) {
            return new ClientRequest.Refused(id, objection.get());
        }
        return new ClientRequest.Asked(
                id,
                resource.get(),
                entity.extraRoles(),
                Set.of(),
                text(object, "secret-requested-entity").or(() -> text(object, "requested-entity-secret")),
                false,
                "",
                entity.entity(),
                String.valueOf(object.get("external-node-connectivity")).equals("true"));
    }

    @Override
    public Response response(ClientRequest.Asked request, Credentials credentials, ConnectionFacts facts) {
        Map<String, String> all = credentials.fields(request.outside() ? facts.external() : facts);
        // in this version the value is JSON
        all.put("tls", Boolean.toString(facts.tls()));
        Optional.ofNullable(all.get("prefix-databases")).ifPresent(databases -> all.put(PREFIX_RESOURCES, databases));
        Map<SecretGroup, Map<String, String>> secrets = new LinkedHashMap<>();
        for (SecretGroup group : SecretGroup.values()) {
            Map<String, String> content = new TreeMap<>(all);
            content.keySet().retainAll(group.fields());
            if (!content.isEmpty()) {
                secrets.put(group, content);
            }
        }
        Map<String, String> fields = new TreeMap<>(all);
        fields.keySet().retainAll(RESPONSE_KEYS);
        fields.put(RESOURCE, request.database());
        fields.put(REQUEST_ID, request.key());
        asked(request.key()).flatMap(object -> text(object, SALT)).ifPresent(salt -> fields.put(SALT, salt));
        return new Response(fields, secrets);
    }

    /// A refused request is answered too, without secrets: the library reads `status` only beside an answer. A status
    /// that is over stands beside the echo once more, which is where the library looks for what it may forget.
    @Override
    public Map<String, String> databag(Map<String, Map<String, String>> responses, List<Refusal> refusals) {
        Map<String, Map<String, String>> answers = new TreeMap<>(responses);
        // of a client that asked in v0 before
        answers.remove("");
        if (!refusals.isEmpty()) {
            requests()
                    .forEach(
                            request -> unserved(request.key()).ifPresent(it -> answers.putIfAbsent(request.key(), it)));
        }
        Map<String, String> own = new TreeMap<>();
        if (!answers.isEmpty()) {
            own.put("version", "v1");
            own.put(
                    REQUESTS,
                    JsonText.write(answers.values().stream()
                            .map(RequestsClient::complete)
                            .toList()));
            Map<String, Object> data = echo(answers.keySet());
            Map<String, Object> over = Json.statusByCode(told);
            refusals.forEach(
                    refusal -> over.remove(Integer.toString(refusal.reason().code())));
            if (!over.isEmpty()) {
                data.put(STATUS, over);
            }
            own.put("data", JsonText.write(data));
        }
        if (!refusals.isEmpty()) {
            own.put(STATUS, Json.status(refusals));
        }
        return own;
    }

    @Override
    public Set<String> keys() {
        return Set.of("version", REQUESTS, "data", STATUS);
    }

    private static Map<String, Object> complete(Map<String, String> response) {
        Map<String, Object> complete = new LinkedHashMap<>();
        RESPONSE_KEYS.forEach(key -> complete.put(key, response.get(key)));
        complete.remove(PREFIX_RESOURCES, null);
        return complete;
    }

    /// The library takes a response only if its request stands here too, under its id and without empty fields.
    private Map<String, Object> echo(Set<String> ids) {
        Map<String, Object> echo = new TreeMap<>();
        for (String id : ids) {
            asked(id).ifPresent(object -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                object.forEach((key, value) -> {
                    if (value != null && !SENSITIVE.contains(String.valueOf(key))) {
                        fields.put(String.valueOf(key), value);
                    }
                });
                echo.put(id, fields);
            });
        }
        return echo;
    }

    /// What tells a client which of its requests is meant; empty for a request that its library could not read back.
    private Optional<Map<String, String>> unserved(String id) {
        return asked(id)
                .filter(object -> isId(id))
                .flatMap(object -> text(object, RESOURCE).map(resource -> {
                    Map<String, String> response = new TreeMap<>(Map.of(RESOURCE, resource, REQUEST_ID, id));
                    text(object, SALT).ifPresent(salt -> response.put(SALT, salt));
                    return response;
                }));
    }

    private static boolean isId(String id) {
        return id.matches("[0-9A-Za-z-]{8,64}");
    }

    private Optional<Map<?, ?>> asked(String id) {
        return objects(databag.getOrDefault(REQUESTS, "")).orElse(List.of()).stream()
                .filter(object -> id.equals(object.get(REQUEST_ID)))
                .findFirst();
    }

    /// Empty for what is no JSON list of objects.
    private static Optional<List<Map<?, ?>>> objects(String json) {
        if (!(Json.value(json).orElse("") instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> object)) {
                return Optional.empty();
            }
            objects.add(object);
        }
        return Optional.of(objects);
    }

    private static Optional<String> text(Map<?, ?> object, String key) {
        return object.get(key) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
