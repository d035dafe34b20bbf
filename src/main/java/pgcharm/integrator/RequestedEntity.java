package pgcharm.integrator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.juju.HookToolException;
import pgcharm.juju.SecretContent;
import pgcharm.juju.Secrets;

/// The user name that the operator wants, from a secret of the operator.
sealed interface RequestedEntity {
    record NotWanted() implements RequestedEntity {}

    /// The secret does not exist, or is not granted to this application yet; a grant fires no event.
    record Unreadable() implements RequestedEntity {}

    /// @param content of the secret that is handed on to the provider
    record Named(SecretContent content) implements RequestedEntity {}

    /// @param id a bare id, `secret:<id>` or `secret://<model>/<id>`
    static RequestedEntity read(Secrets secrets, String id) {
        if (id.startsWith("-")) {
            return new Unreadable();
        }
        try {
            return of(secrets.latest(id));
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case SECRET_MISSING, NOT_ALLOWED -> new Unreadable();
                case RELATION_GONE, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    /// The first key is the name, its value the password; `None` leaves the password to the provider.
    private static RequestedEntity of(SecretContent secret) {
        Optional<String> name = secret.values().keySet().stream().min(String::compareTo);
        if (name.isEmpty()) {
            return new Unreadable();
        }
        Map<String, String> content = new TreeMap<>(Map.of("entity-name", name.get()));
        secret.get(name.get())
                .filter(password -> !password.equals("None"))
                .ifPresent(password -> content.put("password", password));
        return new Named(new SecretContent(content));
    }
}
