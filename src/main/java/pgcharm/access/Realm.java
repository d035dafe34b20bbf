package pgcharm.access;

import static java.util.Objects.requireNonNull;

/// Who the charm is on a server that other models and applications may use too.
///
/// @param model UUID of the Juju model
/// @param application name of the charm's application in that model
public record Realm(String model, String application) {
    public Realm {
        requireNonNull(model, "model");
        requireNonNull(application, "application");
    }

    /// First eight characters of the model's UUID: enough to keep the names of two models apart on one server.
    public String shortModel() {
        return model.substring(0, Math.min(8, model.length()));
    }
}
