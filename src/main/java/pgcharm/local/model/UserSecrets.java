package pgcharm.local.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The secrets that a person adds to the model. A secret is named by its name or any form of its URI.
public final class UserSecrets {
    private static final Pattern KEY = Pattern.compile("[a-z](-?[a-z0-9]){2,}");
    private final ModelState model;

    public UserSecrets(ModelState model) {
        this.model = model;
    }

    public Secret add(String name, Map<String, String> content) {
        if (named(name).isPresent()) {
            throw new ModelException("secret with name \"" + name + "\" already exists");
        }
        Secret secret = new Secret(
                model.takeSecretSequence(), SecretIds.fresh(), Tags.model(model.uuid()), name, encoded(content));
        secret.describe(SecretMetadata.NONE.labelled(name));
        model.secrets.put(secret.id(), secret);
        return secret;
    }

    public void update(String which, Map<String, String> content) {
        get(which).addRevision(encoded(content));
    }

    public void grant(String which, String application) {
        Secret secret = get(which);
        model.application(application);
        secret.grant(new SecretGrant(Tags.application(application), Tags.model(model.uuid())));
    }

    public void revoke(String which, String application) {
        Secret secret = get(which);
        model.application(application);
        secret.revoke(Tags.application(application));
    }

    public void remove(String which) {
        model.secrets.remove(get(which).id());
    }

    public Secret get(String which) {
        Secret secret = named(which)
                .or(() -> SecretIds.parse(which).flatMap(model::findSecret))
                .orElseThrow(() -> ModelException.notFound("secret \"" + which + "\""));
        if (!secret.owner().equals(Tags.model(model.uuid()))) {
            throw new ModelException("secret \"" + which + "\" is not a user secret");
        }
        return secret;
    }

    private Optional<Secret> named(String name) {
        return model.secrets().stream()
                .filter(secret -> !name.isEmpty() && secret.name().equals(name))
                .findFirst();
    }

    private static Map<String, String> encoded(Map<String, String> content) {
        if (content.isEmpty()) {
            throw new ModelException("empty secret value not valid");
        }
        Map<String, String> encoded = new TreeMap<>();
        content.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new ModelException("key \"" + key + "\" not valid");
            }
            encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        });
        return encoded;
    }
}
