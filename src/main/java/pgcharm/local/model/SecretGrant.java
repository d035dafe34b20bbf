package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

/// Leave to read a secret.
///
/// @param target tag of an application or unit
/// @param scope tag of the relation with which the grant ends, or of the model
public record SecretGrant(String target, String scope) {
    public SecretGrant {
        requireNonNull(target, "target");
        requireNonNull(scope, "scope");
    }
}
