package pgcharm.local.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.local.model.HookChanges.SecretAccess;
import pgcharm.local.model.HookChanges.SecretCreate;
import pgcharm.local.model.HookChanges.SecretRemoval;
import pgcharm.local.model.HookChanges.SecretUpdate;

/// Secrets as a running hook sees and changes them. Secrets that this unit manages are known as they were when the hook
/// began; contents are base64.
public final class HookSecrets {
    private final ModelState model;
    private final Unit unit;
    private final HookChanges changes;
    private final Map<String, Managed> managed = new LinkedHashMap<>();

    /// A secret that this unit manages, as it was when the hook began.
    public record Managed(
            String id,
            String owner,
            SecretMetadata metadata,
            int latest,
            Map<String, SecretGrant> grants,
            boolean isCommitted) {
        public Managed {
            grants = new TreeMap<>(grants);
        }

        boolean isUnitOwned() {
            return owner.startsWith("unit-");
        }
    }

    HookSecrets(ModelState model, Unit unit, HookChanges changes) {
        this.model = model;
        this.unit = unit;
        this.changes = changes;
        Secrets secrets = new Secrets(model);
        for (Secret secret : model.secrets()) {
            if (secrets.canManage(unit, secret)) {
                Map<String, SecretGrant> grants = new TreeMap<>();
                secret.grants().forEach(grant -> grants.put(grant.target(), grant));
                managed.put(
                        secret.id(),
                        new Managed(secret.id(), secret.owner(), secret.metadata(), secret.latest(), grants, true));
            }
        }
    }

    /// Those managed, with the label, description and so on that this hook has set, and those it has made.
    public Map<String, Managed> managed() {
        Map<String, Managed> all = new LinkedHashMap<>(managed);
        changes.secretUpdates
                .values()
                .forEach(update -> all.computeIfPresent(
                        update.id(),
                        (id, secret) -> new Managed(
                                id,
                                secret.owner(),
                                secret.metadata().with(update.change()),
                                secret.latest(),
                                secret.grants(),
                                true)));
        changes.secretCreates
                .values()
                .forEach(create -> all.put(
                        create.id(), new Managed(create.id(), create.owner(), create.metadata(), 1, Map.of(), false)));
        changes.secretRemovals.values().stream()
                .filter(removal -> removal.revisions().isEmpty())
                .forEach(removal -> all.remove(removal.id()));
        return all;
    }

    public String applicationTag() {
        return Tags.application(unit.application());
    }

    public String unitTag() {
        return unit.tag();
    }

    /// The new secret's id.
    public String add(String owner, SecretMetadata metadata, Map<String, String> content) {
        if (!metadata.label().isEmpty()
                && changes.secretCreates.values().stream()
                        .anyMatch(create -> create.metadata().label().equals(metadata.label()))) {
            throw new ModelException("secret with label \"" + metadata.label() + "\" already exists");
        }
        String id = SecretIds.fresh();
        changes.secretCreates.put(id, new SecretCreate(id, owner, metadata, content));
        return id;
    }

    /// Several updates of one secret become one.
    public void update(String id, SecretMetadata change, Map<String, String> content) {
        SecretUpdate update = new SecretUpdate(id, change, content);
        if (changes.secretCreates.containsKey(id)) {
            changes.secretCreates.computeIfPresent(id, (_, create) -> create.with(update));
        } else {
            changes.secretUpdates.merge(id, update, SecretUpdate::then);
        }
    }

    /// @param revision 0 for the whole secret
    public void remove(String id, int revision) {
        if (revision == 0) {
            boolean ownCreation = changes.secretCreates.remove(id) != null;
            changes.secretUpdates.remove(id);
            changes.secretGrants.removeIf(access -> access.id().equals(id));
            changes.secretRevokes.removeIf(access -> access.id().equals(id));
            if (!ownCreation) {
                changes.secretRemovals.put(id, new SecretRemoval(id, Set.of()));
            }
            return;
        }
        changes.secretRemovals.merge(id, new SecretRemoval(id, Set.of(revision)), (old, added) -> {
            Set<Integer> both = new TreeSet<>(old.revisions());
            both.addAll(added.revisions());
            return old.revisions().isEmpty() ? old : new SecretRemoval(id, both);
        });
    }

    /// @param target tag of an application or unit
    public void grant(String id, String target, Relation relation) {
        Optional<SecretCreate> created = Optional.ofNullable(changes.secretCreates.get(id));
        Optional<Managed> known = Optional.ofNullable(managed.get(id));
        if (known.isEmpty() && created.isEmpty()) {
            throw ModelException.notFound("secret \"" + id + "\"");
        }
        Map<String, SecretGrant> grants = known.map(Managed::grants).orElse(Map.of());
        String application = Tags.application(relation.other(unit.application()));
        if (grants.containsKey(target) || (target.startsWith("unit-") && grants.containsKey(application))) {
            return;
        }
        boolean unitsOnly = target.startsWith("application-")
                && grants.keySet().stream().anyMatch(granted -> granted.startsWith("unit-"));
        if (unitsOnly) {
            throw new ModelException(
                    "any unit level grants need to be revoked before granting access to the corresponding application");
        }
        changes.secretGrants.add(new SecretAccess(id, new SecretGrant(target, relation.tag())));
    }

    public void revoke(String id, String target) {
        changes.secretRevokes.add(new SecretAccess(id, new SecretGrant(target, "")));
    }

    /// @param id empty to go by the label
    /// @param shown how a message names the secret
    public Map<String, String> read(String id, String shown, String label, boolean refresh, boolean peek) {
        for (SecretCreate create : changes.secretCreates.values()) {
            boolean meant = id.isEmpty()
                    ? !label.isEmpty() && label.equals(create.metadata().label())
                    : id.equals(create.id());
            if (meant) {
                return create.content();
            }
        }
        String resolved = id.isEmpty() ? labelled(label).orElse("") : id;
        Optional<SecretUpdate> update = Optional.ofNullable(changes.secretUpdates.get(resolved));
        if (update.isPresent() && (refresh || peek)) {
            if (refresh) {
                changes.secretsToRefresh.add(resolved);
            }
            if (!update.get().content().isEmpty()) {
                return update.get().content();
            }
        }
        return new Secrets(model).read(unit, id, shown, label, refresh, peek);
    }

    private Optional<String> labelled(String label) {
        return managed().values().stream()
                .filter(secret -> secret.metadata().label().equals(label))
                .map(Managed::id)
                .findFirst();
    }
}
