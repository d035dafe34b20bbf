package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

/// What a secret says about itself. In a change an empty text means "as before".
///
/// @param expires RFC 3339
public record SecretMetadata(String label, String description, String rotate, String expires) {
    static final SecretMetadata NONE = new SecretMetadata("", "", "", "");

    public SecretMetadata {
        requireNonNull(label, "label");
        requireNonNull(description, "description");
        requireNonNull(rotate, "rotate");
        requireNonNull(expires, "expires");
    }

    public SecretMetadata with(SecretMetadata change) {
        return new SecretMetadata(
                pick(change.label, label),
                pick(change.description, description),
                pick(change.rotate, rotate),
                pick(change.expires, expires));
    }

    public SecretMetadata labelled(String other) {
        return new SecretMetadata(other, description, rotate, expires);
    }

    private static String pick(String changed, String old) {
        return changed.isEmpty() ? old : changed;
    }
}
