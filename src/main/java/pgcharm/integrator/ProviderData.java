package pgcharm.integrator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// What the provider published in its application databag, with secrets or in plain text.
record ProviderData(Map<String, String> databag) {
    ProviderData {
        databag = Map.copyOf(databag);
    }

    /// Whether credentials have arrived: of a user, or of the entity that was asked for.
    boolean isServed() {
        return has("secret-user") || has("secret-entity") || has("entity-name") || (has("username") && has("password"));
    }

    /// The database that was given.
    Optional<String> database() {
        return value("database");
    }

    /// Whether a request may still be changed after it was served.
    boolean followsChanges() {
        return value("follows-changes").filter("true"::equals).isPresent();
    }

    List<ProviderStatus> statuses() {
        return value("status").map(ProviderStatus::decode).orElse(List.of());
    }

    /// The request as the provider saw it last; empty where it does not say.
    Map<String, String> asked() {
        try {
            Map<String, String> asked = new TreeMap<>();
            if (JsonText.read(value("data").orElse("{}")) instanceof Map<?, ?> map) {
                map.forEach((key, text) -> asked.put(String.valueOf(key), String.valueOf(text)));
            }
            return asked;
        } catch (JsonException _) {
            return Map.of();
        }
    }

    private boolean has(String key) {
        return value(key).isPresent();
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(databag.get(key)).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "ProviderData" + databag.keySet();
    }
}
