package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

/// A unit that has read a secret.
///
/// @param tracked the revision it goes on reading
/// @param latest the newest revision it is told of
/// @param label its own name for the secret, or empty
public record SecretConsumer(int tracked, int latest, String label) {
    public SecretConsumer {
        requireNonNull(label, "label");
    }

    SecretConsumer told(int revision) {
        return new SecretConsumer(tracked, revision, label);
    }
}
