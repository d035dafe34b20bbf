package pgcharm.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.access.Refusal;
import tools.jackson.jr.ob.JSON;

/// The provider's half of `postgresql_client` v0: what one relation's application databag and secrets are to hold.
///
/// @param databag without the `secret-*` keys, whose values are known only once the secrets exist
/// @param secrets contents by group; a group without fields is left out
public record Publication(Map<String, String> databag, Map<SecretGroup, Map<String, String>> secrets) {
    /// Names of the keys whose absence in a publication means that they are to be removed from the databag.
    public static final Set<String> OWN_KEYS = Set.of(
            "data",
            "database",
            "endpoints",
            "follows-changes",
            "password",
            "read-only-endpoints",
            "read-only-uris",
            "secret-tls",
            "secret-user",
            "status",
            "tls",
            "tls-ca",
            "uris",
            "username",
            "version");

    /// Fields that hold the password; they never stand in the databag of a client that asked for it as a secret.
    private static final Set<String> WITH_PASSWORD = Set.of("password", "uris", "read-only-uris");

    public Publication {
        databag = Map.copyOf(databag);
        secrets = Map.copyOf(secrets);
    }

    /// @param client the client's application databag, echoed in `data` because client libraries read it there
    public static Publication served(
            DatabaseRequest.Asked request, Credentials credentials, ConnectionFacts facts, Map<String, String> client) {
        Map<String, String> fields = credentials(credentials, facts);
        Map<SecretGroup, Map<String, String>> secrets = new EnumMap<>(SecretGroup.class);
        Set<String> asked = request.secretFields();
        for (SecretGroup group : SecretGroup.values()) {
            boolean hidesPassword = group == SecretGroup.USER && asked.contains("password");
            Map<String, String> content = new TreeMap<>();
            for (String field : group.fields()) {
                boolean secret = asked.contains(field) || (hidesPassword && WITH_PASSWORD.contains(field));
                if (secret && fields.containsKey(field)) {
                    content.put(field, fields.remove(field));
                }
            }
            if (!content.isEmpty()) {
                secrets.put(group, content);
            }
        }
        if (!asked.contains("read-only-uris")) {
            fields.remove("read-only-uris");
        }
        fields.put("data", echo(client));
        fields.put("follows-changes", "true");
        return new Publication(fields, secrets);
    }

    /// The `status` key of a relation that is not served: a JSON list of objects with exactly these three keys, as the
    /// client libraries read it.
    public static Map<String, String> status(Refusal refusal) {
        Map<String, Object> entry = new TreeMap<>();
        entry.put("code", refusal.reason().code());
        entry.put("message", refusal.message());
        entry.put("resolution", refusal.resolution());
        return Map.of("status", JSON.std.asString(List.of(entry)));
    }

    /// What a person or an application outside Juju needs to connect.
    public static Map<String, String> credentials(Credentials credentials, ConnectionFacts facts) {
        Map<String, String> fields = new TreeMap<>(facts(facts));
        fields.put("database", credentials.database());
        fields.put("username", credentials.username());
        fields.put("password", credentials.password().text());
        fields.put("uris", ConnectionUri.of(credentials, facts.endpoints().getFirst()));
        if (!facts.readOnlyEndpoints().isEmpty()) {
            fields.put(
                    "read-only-uris",
                    ConnectionUri.of(credentials, facts.readOnlyEndpoints().getFirst()));
        }
        facts.tlsCa().ifPresent(pem -> fields.put("tls-ca", pem));
        fields.put("tls", facts.tls() ? "True" : "False");
        return fields;
    }

    /// What the databag says about the server; enough to see that it is out of date without reading a secret.
    public static Map<String, String> facts(ConnectionFacts facts) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("endpoints", String.join(",", facts.endpoints()));
        if (!facts.readOnlyEndpoints().isEmpty()) {
            fields.put("read-only-endpoints", String.join(",", facts.readOnlyEndpoints()));
        }
        fields.put("version", facts.version());
        return fields;
    }

    private static String echo(Map<String, String> client) {
        Map<String, String> echoed = new TreeMap<>(client);
        echoed.remove("data");
        return JSON.std.asString(echoed);
    }

    @Override
    public String toString() {
        return "Publication[databag=" + databag.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
