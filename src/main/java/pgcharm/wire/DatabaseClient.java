package pgcharm.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgcharm.access.Refusal;

/// `postgresql_client` v0: one request, in the client's application databag.
///
/// @param databag the client's application databag
public record DatabaseClient(Map<String, String> databag) implements Client {
    private static final Set<String> RESPONSE_KEYS = Set.of(
            "database",
            "endpoints",
            "entity-name",
            "entity-password",
            "multi-host-uris",
            "password",
            "prefix-databases",
            "read-only-endpoints",
            "read-only-uris",
            "secret-entity",
            "secret-tls",
            "secret-user",
            "tls",
            "tls-ca",
            "uris",
            "username",
            "version");

    /// Fields that hold the password; they never stand in the databag of a client that asked for it as a secret.
    private static final Set<String> WITH_PASSWORD =
            Set.of("password", "entity-password", "uris", "multi-host-uris", "read-only-uris");

    public DatabaseClient {
        databag = Map.copyOf(databag);
    }

    static Map<String, Map<String, String>> responses(Map<String, String> own) {
        Map<String, String> response = new TreeMap<>(own);
        response.keySet().retainAll(RESPONSE_KEYS);
        return response.isEmpty() ? Map.of() : Map.of("", response);
    }

    @Override
    public List<ClientRequest> requests() {
        Optional<String> version = value("version").filter(text -> !text.equals("v0"));
        if (version.isPresent()) {
            return refused(Refusals.unsupported(
                    "version " + Refusals.shown(version.get()), "use a client of interface version v0 or v1"));
        }
        // an empty value is an absent key in v0
        Optional<String> database = value("database");
        if (database.isEmpty()) {
            return List.of();
        }
        EntityRequest entity = new EntityRequest(
                value("entity-type"),
                value("entity-permissions").map(text -> Json.value(text).orElse(text)),
                value("extra-user-roles").orElse(""),
                value("extra-group-roles").orElse(""));
        Optional<Refusal> objection = entity.objection();
        if (objection.isPresent()) {
            return refused(objection.get());
        }
        Optional<Set<String>> secretFields = secretFields();
        if (secretFields.isEmpty()) {
            return refused(Refusals.malformed("requested-secrets", "write a JSON list of field names"));
        }
        return List.of(new ClientRequest.Asked(
                "",
                database.get(),
                entity.extraRoles(),
                secretFields.get(),
                value("requested-entity-secret"),
                false,
                "",
                entity.entity(),
                value("external-node-connectivity").filter("true"::equals).isPresent()));
    }

    @Override
    public Response response(ClientRequest.Asked request, Credentials credentials, ConnectionFacts facts) {
        Map<String, String> fields = credentials.fields(request.outside() ? facts.external() : facts);
        Set<String> asked = request.secretFields();
        if (!asked.contains("read-only-uris")) {
            fields.remove("read-only-uris");
        }
        Map<SecretGroup, Map<String, String>> secrets = new EnumMap<>(SecretGroup.class);
        for (SecretGroup group : SecretGroup.values()) {
            Map<String, String> content = new TreeMap<>(fields);
            content.keySet().retainAll(group.fields());
            content.keySet()
                    .removeIf(field ->
                            !asked.contains(field) && !(asked.contains("password") && WITH_PASSWORD.contains(field)));
            if (!content.isEmpty()) {
                secrets.put(group, content);
                fields.keySet().removeAll(content.keySet());
            }
        }
        return new Response(fields, secrets);
    }

    @Override
    public Map<String, String> databag(Map<String, Map<String, String>> responses, List<Refusal> refusals) {
        Map<String, String> own = new TreeMap<>();
        responses.values().forEach(own::putAll);
        if (!own.isEmpty()) {
            own.put("data", Json.echo(databag));
            own.put("follows-changes", "true");
        }
        if (!refusals.isEmpty()) {
            own.put("status", Json.status(refusals));
        }
        return own;
    }

    @Override
    public Set<String> keys() {
        return Stream.concat(RESPONSE_KEYS.stream(), Stream.of("data", "follows-changes", "status"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Words separated by commas, without surrounding spaces and empty ones.
    static List<String> words(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Empty when the value is not a JSON list of texts.
    private Optional<Set<String>> secretFields() {
        return Json.value(value("requested-secrets").orElse("[]"))
                .filter(json -> json instanceof List<?> list && list.stream().allMatch(String.class::isInstance))
                .map(json -> ((List<?>) json).stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet()));
    }

    private static List<ClientRequest> refused(Refusal refusal) {
        return List.of(new ClientRequest.Refused("", refusal));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(databag.get(key)).filter(text -> !text.isEmpty());
    }
}
