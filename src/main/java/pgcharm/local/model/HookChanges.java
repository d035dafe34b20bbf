package pgcharm.local.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a running hook has asked for and Juju applies when it has ended well.
public final class HookChanges {
    final Map<Integer, Map<String, String>> unitSettings = new TreeMap<>();
    final Map<Integer, Map<String, String>> applicationSettings = new TreeMap<>();
    final Map<String, SecretCreate> secretCreates = new TreeMap<>();
    final Map<String, SecretUpdate> secretUpdates = new LinkedHashMap<>();
    final Set<String> secretsToRefresh = new LinkedHashSet<>();
    final List<SecretAccess> secretGrants = new ArrayList<>();
    final List<SecretAccess> secretRevokes = new ArrayList<>();
    final Map<String, SecretRemoval> secretRemovals = new LinkedHashMap<>();
    final List<PortChange> ports = new ArrayList<>();
    Optional<Map<String, String>> state = Optional.empty();

    HookChanges() {}

    record SecretCreate(String id, String owner, SecretMetadata metadata, Map<String, String> content) {
        SecretCreate with(SecretUpdate update) {
            return new SecretCreate(
                    id, owner, metadata.with(update.change()), update.content().isEmpty() ? content : update.content());
        }
    }

    /// @param content empty where it stays
    record SecretUpdate(String id, SecretMetadata change, Map<String, String> content) {
        SecretUpdate then(SecretUpdate later) {
            return new SecretUpdate(id, change.with(later.change), later.content.isEmpty() ? content : later.content);
        }
    }

    record SecretAccess(String id, SecretGrant grant) {}

    /// @param revisions empty for the whole secret
    record SecretRemoval(String id, Set<Integer> revisions) {}

    record PortChange(String endpoint, Port port, boolean open) {}

    /// How many changes there are, by kind.
    public Map<String, Integer> summary() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("unit-settings", unitSettings.size());
        all.put("application-settings", applicationSettings.size());
        all.put("secret-creates", secretCreates.size());
        all.put("secret-updates", secretUpdates.size());
        all.put("secret-track-latest", secretsToRefresh.size());
        all.put("secret-grants", secretGrants.size());
        all.put("secret-revokes", secretRevokes.size());
        all.put("secret-deletes", secretRemovals.size());
        all.put("ports", ports.size());
        all.put("charm-state", state.isPresent() ? 1 : 0);
        all.values().removeIf(count -> count == 0);
        return all;
    }
}
