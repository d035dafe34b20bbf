package pgcharm.local.model;

import java.io.Serial;

/// A request that the model refuses; the message is the one Juju gives.
public final class ModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    static ModelException notFound(String what) {
        return new ModelException(what + " not found");
    }
}
