package pgcharm.local.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A secret with its revisions, grants and readers. The owner is a tag of a unit, an application or the model.
public final class Secret {
    private long sequence;
    private String id = "";
    private String owner = "";
    private SecretMetadata metadata = SecretMetadata.NONE;
    private String name = "";
    private int latest;
    private TreeMap<Integer, SecretRevision> revisions = new TreeMap<>();
    private TreeMap<String, SecretGrant> grants = new TreeMap<>();
    private TreeMap<String, SecretConsumer> consumers = new TreeMap<>();

    private Secret() {}

    Secret(long sequence, String id, String owner, String name, Map<String, String> content) {
        this.sequence = sequence;
        this.id = id;
        this.owner = owner;
        this.name = name;
        latest = 1;
        revisions.put(1, new SecretRevision(content, false));
    }

    public String id() {
        return id;
    }

    public String uri() {
        return "secret:" + id;
    }

    public String owner() {
        return owner;
    }

    public SecretMetadata metadata() {
        return metadata;
    }

    public String label() {
        return metadata.label();
    }

    /// The name of a user's secret, or empty.
    public String name() {
        return name;
    }

    public int latest() {
        return latest;
    }

    public Map<Integer, SecretRevision> revisions() {
        return Collections.unmodifiableMap(revisions);
    }

    public Collection<SecretGrant> grants() {
        return Collections.unmodifiableCollection(grants.values());
    }

    /// The latest content, base64.
    public Map<String, String> content() {
        return revision(latest).map(SecretRevision::content).orElse(Map.of());
    }

    /// Readers by the tag of the unit.
    public Map<String, SecretConsumer> consumers() {
        return Collections.unmodifiableMap(consumers);
    }

    public boolean isReadableBy(Unit unit) {
        String application = Tags.application(unit.application());
        return owner.equals(unit.tag())
                || owner.equals(application)
                || grants.containsKey(unit.tag())
                || grants.containsKey(application);
    }

    long sequence() {
        return sequence;
    }

    Optional<SecretRevision> revision(int number) {
        return Optional.ofNullable(revisions.get(number));
    }

    Optional<SecretConsumer> consumer(String tag) {
        return Optional.ofNullable(consumers.get(tag));
    }

    Optional<SecretGrant> grant(String tag) {
        return Optional.ofNullable(grants.get(tag));
    }

    void describe(SecretMetadata changed) {
        metadata = changed;
    }

    void grant(SecretGrant grant) {
        grants.put(grant.target(), grant);
    }

    void revoke(String target) {
        grants.remove(target);
    }

    void endScope(String scope) {
        grants.values().removeIf(grant -> grant.scope().equals(scope));
    }

    /// Content equal to the latest makes no revision.
    void addRevision(Map<String, String> content) {
        if (revision(latest).map(SecretRevision::content).equals(Optional.of(content))) {
            return;
        }
        latest++;
        revisions.put(latest, new SecretRevision(content, false));
        consumers.replaceAll((_, consumer) -> consumer.told(latest));
        retireUntracked();
    }

    void track(String tag, SecretConsumer consumer) {
        consumers.put(tag, consumer);
        retireUntracked();
    }

    void forget(String tag) {
        grants.remove(tag);
        if (consumers.remove(tag) != null) {
            retireUntracked();
        }
    }

    /// Whether any revision is left.
    boolean removeRevisions(Set<Integer> numbers) {
        if (numbers.containsAll(revisions.keySet())) {
            return false;
        }
        revisions.keySet().removeAll(numbers);
        return true;
    }

    private void retireUntracked() {
        Set<Integer> tracked =
                consumers.values().stream().map(SecretConsumer::tracked).collect(Collectors.toSet());
        revisions.replaceAll(
                (number, revision) -> number == latest || tracked.contains(number) ? revision : revision.asObsolete());
    }
}
