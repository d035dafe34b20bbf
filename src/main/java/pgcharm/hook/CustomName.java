package pgcharm.hook;

import static pgcharm.access.Refusal.Reason.SECRET_INCOMPLETE;
import static pgcharm.access.Refusal.Reason.SECRET_NOT_READABLE;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.juju.HookToolException;
import pgcharm.juju.SecretContent;
import pgcharm.juju.Secrets;

/// The user name that a client asks for in a secret of its own (`requested-entity-secret`, keys `entity-name` and
/// `password`). Client libraries remove that secret once they have been served.
sealed interface CustomName {
    /// Percent-encoded in a URI it still fits into the 8 KiB that Juju allows for one value of a secret.
    int PASSWORD_BYTES = 1024;

    record NotAsked() implements CustomName {}

    record Asked(String name, Optional<Password> password) implements CustomName {}

    /// The secret does not exist, or no longer.
    record Gone(Refusal refusal) implements CustomName {}

    record Refused(Refusal refusal) implements CustomName {}

    /// @param uri of the secret
    /// @param client the application that asks, for the texts
    static CustomName read(Secrets secrets, Optional<String> uri, String client) {
        if (uri.isEmpty()) {
            return new NotAsked();
        }
        try {
            return of(secrets.latest(uri.get()));
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case SECRET_MISSING ->
                    new Gone(refusal(
                            SECRET_NOT_READABLE,
                            "the secret in requested-entity-secret does not exist",
                            "remove the relation of " + client + " and integrate it again"));
                case NOT_ALLOWED ->
                    new Refused(refusal(
                            SECRET_NOT_READABLE,
                            "the secret in requested-entity-secret is not granted to this application",
                            "let " + client + " grant it to the relation"));
                case RELATION_GONE, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    private static CustomName of(SecretContent content) {
        Optional<String> name = content.get("entity-name").filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            return new Refused(refusal(
                    SECRET_INCOMPLETE,
                    "the secret in requested-entity-secret has no entity-name",
                    "put the user name under the key entity-name"));
        }
        Optional<Password> password = content.get("password").flatMap(Password::of);
        boolean tooLong =
                password.filter(wanted -> bytes(wanted) > PASSWORD_BYTES).isPresent();
        if (content.get("password").isPresent() && (password.isEmpty() || tooLong)) {
            return new Refused(refusal(
                    SECRET_INCOMPLETE,
                    "the password in requested-entity-secret cannot be used: "
                            + (tooLong ? "it has more than " + PASSWORD_BYTES + " bytes" : "it is empty or has a NUL"),
                    "give a password, or leave the key out and get a random one"));
        }
        return new Asked(name.get(), password);
    }

    private static int bytes(Password password) {
        return password.text().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Refusal refusal(Refusal.Reason reason, String message, String resolution) {
        return new Refusal(reason, message, resolution);
    }
}
