package pgcharm.wire;

import static pgcharm.access.Refusal.Reason.MALFORMED_REQUEST;
import static pgcharm.access.Refusal.Reason.UNSUPPORTED_REQUEST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pgcharm.access.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/// A client's half of `postgresql_client` v0, read from its application databag.
public sealed interface DatabaseRequest {
    /// No database name yet: the client has not asked. In v0 an empty value is an absent key.
    record NotYet() implements DatabaseRequest {}

    record Refused(Refusal refusal) implements DatabaseRequest {}

    /// @param secretFields fields that go to Juju secrets; empty for a client that reads the databag only
    /// @param entitySecret URI of the secret with the custom user name; it vanishes once the client has been served
    record Asked(String database, List<String> extraRoles, Set<String> secretFields, Optional<String> entitySecret)
            implements DatabaseRequest {
        public Asked {
            extraRoles = List.copyOf(extraRoles);
            secretFields = Set.copyOf(secretFields);
        }
    }

    /// @param databag the client's application databag
    static DatabaseRequest decode(Map<String, String> databag) {
        Optional<String> version = value(databag, "version").filter(text -> !text.equals("v0"));
        if (version.isPresent()) {
            return unsupported("version " + shown(version.get()), "use a client of interface version v0");
        }
        Optional<String> database = value(databag, "database");
        if (database.isEmpty()) {
            return new NotYet();
        }
        if (database.get().endsWith("*")) {
            return unsupported("a database name that ends in *", "ask for one database by its whole name");
        }
        if (value(databag, "entity-type").isPresent()) {
            return unsupported("entity-type", "leave entity-type unset and ask for roles with extra-user-roles");
        }
        Optional<Set<String>> secretFields =
                fields(value(databag, "requested-secrets").orElse("[]"));
        if (secretFields.isEmpty()) {
            return malformed("requested-secrets", "write a JSON list of field names");
        }
        List<String> extraRoles = Stream.of(
                        value(databag, "extra-user-roles").orElse("").split(",", -1))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .toList();
        return new Asked(database.get(), extraRoles, secretFields.get(), value(databag, "requested-entity-secret"));
    }

    private static Optional<String> value(Map<String, String> databag, String key) {
        return Optional.ofNullable(databag.get(key)).filter(text -> !text.isEmpty());
    }

    private static Optional<Set<String>> fields(String json) {
        try {
            if (JSON.std.anyFrom(json) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
                return Optional.of(Set.copyOf(
                        list.stream().map(String.class::cast).distinct().toList()));
            }
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Refused malformed(String key, String resolution) {
        return new Refused(new Refusal(MALFORMED_REQUEST, "malformed request: " + key, resolution));
    }

    private static Refused unsupported(String what, String resolution) {
        return new Refused(new Refusal(UNSUPPORTED_REQUEST, "not supported: " + what, resolution));
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 20 ? printable : printable.substring(0, 20) + "…";
    }
}
