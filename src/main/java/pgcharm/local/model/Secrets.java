package pgcharm.local.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.model.HookChanges.SecretAccess;
import pgcharm.local.model.HookChanges.SecretCreate;
import pgcharm.local.model.HookChanges.SecretRemoval;
import pgcharm.local.model.HookChanges.SecretUpdate;

/// The controller's part of secrets: who may do what with which one.
final class Secrets {
    private final ModelState model;

    Secrets(ModelState model) {
        this.model = model;
    }

    void create(Unit unit, SecretCreate create) {
        checkOwner(unit, create.owner());
        if (labelTaken(create.owner(), create.metadata().label(), create.id())) {
            throw new ModelException("secret with label \"" + create.metadata().label() + "\" already exists");
        }
        Secret secret = new Secret(model.takeSecretSequence(), create.id(), create.owner(), "", create.content());
        secret.describe(create.metadata());
        model.secrets.put(secret.id(), secret);
    }

    void update(Unit unit, SecretUpdate update) {
        Secret secret = managed(unit, update.id());
        String label = update.change().label();
        if (!label.equals(secret.label()) && labelTaken(secret.owner(), label, secret.id())) {
            throw new ModelException("secret with label \"" + label + "\" already exists");
        }
        secret.describe(secret.metadata().with(update.change()));
        if (!update.content().isEmpty()) {
            secret.addRevision(update.content());
        }
    }

    void grant(Unit unit, SecretAccess access) {
        Secret secret = managed(unit, access.id());
        SecretGrant grant = access.grant();
        String prefix = "cannot change access to \"secret:" + access.id() + "\" for \"" + grant.target() + "\": ";
        Relation relation = model.relations.values().stream()
                .filter(candidate -> candidate.tag().equals(grant.scope()))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        prefix + "invalid scope reference: relation \"" + grant.scope() + "\" not found"));
        if (relation.life() != Life.ALIVE) {
            throw new ModelException(
                    prefix + "cannot grant access to secret in scope of \"" + grant.scope() + "\" which is not alive");
        }
        Optional<SecretGrant> old = secret.grant(grant.target());
        if (old.isPresent() && !old.get().scope().equals(grant.scope())) {
            throw new ModelException(prefix + "cannot change secret permission scope");
        }
        secret.grant(grant);
    }

    void revoke(Unit unit, SecretAccess access) {
        managed(unit, access.id()).revoke(access.grant().target());
    }

    void remove(Unit unit, SecretRemoval removal) {
        Secret secret = managed(unit, removal.id());
        for (int number : removal.revisions()) {
            if (secret.revision(number).isEmpty()) {
                throw ModelException.notFound("revision " + number + " for secret \"" + secret.uri() + "\"");
            }
        }
        if (removal.revisions().isEmpty() || !secret.removeRevisions(removal.revisions())) {
            model.secrets.remove(secret.id());
        }
    }

    void trackLatest(Unit unit, String id) {
        Secret secret = get(id);
        String label = secret.consumer(unit.tag()).map(SecretConsumer::label).orElse("");
        secret.track(unit.tag(), new SecretConsumer(secret.latest(), secret.latest(), label));
    }

    /// The secret that is meant by an id, or else by a label: first of an own secret, then of one the unit reads.
    Optional<Secret> find(Unit unit, String id, String label) {
        if (!id.isEmpty()) {
            return model.findSecret(id);
        }
        List<String> owners = List.of(unit.tag(), Tags.application(unit.application()));
        Optional<Secret> own = owners.stream()
                .flatMap(owner -> model.secrets().stream()
                        .filter(secret ->
                                secret.owner().equals(owner) && secret.label().equals(label)))
                .findFirst();
        return own.or(() -> model.secrets().stream()
                .filter(secret -> secret.consumer(unit.tag())
                        .filter(consumer -> consumer.label().equals(label))
                        .isPresent())
                .findFirst());
    }

    /// What the unit reads; the first read, and a refresh, make it follow the latest revision. Values are base64.
    Map<String, String> read(Unit unit, String id, String shown, String label, boolean refresh, boolean peek) {
        Secret secret = find(unit, id, label)
                .orElseThrow(() -> ModelException.notFound(
                        id.isEmpty() ? "consumer label \"" + label + "\"" : "secret \"" + shown + "\""));
        String consumerLabel = id.isEmpty() ? "" : relabel(unit, secret, label);
        if (!secret.isReadableBy(unit)) {
            throw new ModelException("permission denied");
        }
        Optional<SecretConsumer> known = secret.consumer(unit.tag());
        boolean follow = refresh || known.isEmpty();
        int tracked =
                follow ? secret.latest() : known.map(SecretConsumer::tracked).orElse(0);
        int latest = follow || peek
                ? secret.latest()
                : known.map(SecretConsumer::latest).orElse(0);
        String ownLabel =
                consumerLabel.isEmpty() ? known.map(SecretConsumer::label).orElse("") : consumerLabel;
        if (follow || !consumerLabel.isEmpty()) {
            secret.track(unit.tag(), new SecretConsumer(tracked, latest, ownLabel));
        }
        int wanted = peek ? secret.latest() : tracked;
        return secret.revision(wanted)
                .orElseThrow(() -> ModelException.notFound("secret revision \"" + secret.id() + "/" + wanted + "\""))
                .content();
    }

    boolean canManage(Unit unit, Secret secret) {
        return secret.owner().equals(unit.tag())
                || (secret.owner().equals(Tags.application(unit.application()))
                        && model.applicationOf(unit).isLeader(unit));
    }

    void forget(String tag) {
        model.secrets.values().removeIf(secret -> secret.owner().equals(tag));
        model.secrets.values().forEach(secret -> secret.forget(tag));
    }

    Secret get(String id) {
        return model.findSecret(id).orElseThrow(() -> ModelException.notFound("secret \"" + id + "\""));
    }

    boolean labelTaken(String owner, String label, String except) {
        return !label.isEmpty()
                && model.secrets.values().stream()
                        .anyMatch(secret -> secret.owner().equals(owner)
                                && secret.label().equals(label)
                                && !secret.id().equals(except));
    }

    /// Gives a secret read by id and label that label: as its owner, or else as its reader; the latter is returned.
    private String relabel(Unit unit, Secret secret, String label) {
        if (label.isEmpty()) {
            return "";
        }
        if (canManage(unit, secret)) {
            if (!label.equals(secret.label()) && labelTaken(secret.owner(), label, secret.id())) {
                throw new ModelException(
                        "secret label \"" + label + "\" for owner \"" + secret.owner() + "\" already exists");
            }
            secret.describe(secret.metadata().labelled(label));
            return "";
        }
        boolean taken = model.secrets.values().stream()
                .filter(other -> !other.id().equals(secret.id()))
                .flatMap(other -> other.consumer(unit.tag()).stream())
                .anyMatch(consumer -> consumer.label().equals(label));
        if (taken) {
            throw new ModelException("getting latest secret revision: secret label \"" + label + "\" for consumer \""
                    + unit.tag() + "\" already exists");
        }
        return label;
    }

    private Secret managed(Unit unit, String id) {
        Secret secret = get(id);
        if (secret.owner().equals(Tags.application(unit.application())) && !canManage(unit, secret)) {
            throw new ModelException("\"" + unit.name() + "\" is not leader of \"" + unit.application() + "\"");
        }
        if (!canManage(unit, secret)) {
            throw new ModelException("permission denied");
        }
        return secret;
    }

    private void checkOwner(Unit unit, String owner) {
        if (owner.equals(Tags.application(unit.application()))) {
            if (!model.applicationOf(unit).isLeader(unit)) {
                throw new ModelException("\"" + unit.name() + "\" is not leader of \"" + unit.application() + "\"");
            }
        } else if (!owner.equals(unit.tag())) {
            throw new ModelException("permission denied");
        }
    }
}
