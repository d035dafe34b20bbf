package pgcharm.hook;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.juju.SecretContent;
import pgcharm.juju.Secrets;
import pgcharm.wire.Client;
import pgcharm.wire.SecretGroup;

/// The Juju secrets of one request: found through the response that shows them, or by label where a failed commit left
/// them behind.
final class RelationSecrets {
    private final Secrets secrets;
    private final RelationId relation;
    private final String request;
    private final Map<String, String> shown;
    private final Map<SecretGroup, Optional<Found>> found = new EnumMap<>(SecretGroup.class);

    /// @param published the client knows it already
    private record Found(String uri, SecretContent content, boolean published) {}

    /// @param request tells the requests of one relation apart
    /// @param shown the response that the client can read now
    RelationSecrets(Secrets secrets, RelationId relation, String request, Map<String, String> shown) {
        this.secrets = secrets;
        this.relation = relation;
        this.request = request;
        this.shown = shown;
    }

    /// A field of a secret as it stands; empty where the secret or the field does not exist.
    Optional<String> field(SecretGroup group, String field) {
        return find(group).flatMap(secret -> secret.content().get(field));
    }

    /// Whether the client can read exactly this content already.
    boolean shows(SecretGroup group, Map<String, String> content) {
        return find(group)
                .filter(secret ->
                        secret.published() && secret.content().values().equals(content))
                .isPresent();
    }

    /// Makes the secret hold exactly this content and lets the client read it.
    ///
    /// @return its URI
    String hold(SecretGroup group, Map<String, String> content) {
        Optional<Found> present = find(group);
        if (present.isEmpty()) {
            String uri = secrets.add(group.label(relation.toString(), request), content);
            secrets.grant(uri, relation);
            return uri;
        }
        Found secret = present.get();
        if (!secret.content().values().equals(content)) {
            secrets.set(secret.uri(), content);
        }
        if (!secret.published()) {
            secrets.grant(secret.uri(), relation);
        }
        return secret.uri();
    }

    /// Removes the secret with all its revisions, if it exists. Where a client was shown none of its secrets, a failed
    /// commit may have left some behind.
    void remove(SecretGroup group) {
        Optional.ofNullable(shown.get(group.key()))
                .or(() -> Client.isServed(shown)
                        ? Optional.empty()
                        : secrets.find(group.label(relation.toString(), request)))
                .ifPresent(secrets::remove);
    }

    private Optional<Found> find(SecretGroup group) {
        return found.computeIfAbsent(
                group,
                wanted -> Optional.ofNullable(shown.get(wanted.key()))
                        .flatMap(uri -> read(uri, true))
                        .or(() -> secrets.find(wanted.label(relation.toString(), request))
                                .flatMap(uri -> read(uri, false))));
    }

    private Optional<Found> read(String uri, boolean published) {
        try {
            return Optional.of(new Found(uri, secrets.own(uri), published));
        } catch (HookToolException e) {
            if (e.kind() == HookToolException.Kind.SECRET_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
