package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/// Kubernetes did not do what it was asked. The message is fit for a status: it names the thing, the reason and, where
/// somebody has to act, the remedy.
public final class KubernetesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// The operator has not trusted the application with the cluster.
        NOT_TRUSTED,
        /// Nobody needs to change anything: it may work at the next hook.
        UNAVAILABLE,
        REFUSED
    }

    private static final int NO_ANSWER = -1;

    private final Kind kind;

    private KubernetesException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static KubernetesException notTrusted(String application) {
        return new KubernetesException(
                Kind.NOT_TRUSTED, "no permission in Kubernetes: run `juju trust " + application + " --scope=cluster`");
    }

    static KubernetesException unavailable(String why) {
        return new KubernetesException(Kind.UNAVAILABLE, "the Kubernetes API is not available: " + why);
    }

    static KubernetesException refused(String object, String why) {
        return new KubernetesException(Kind.REFUSED, "Kubernetes, " + object + ": " + why);
    }

    /// @param object what was read or written, `service pg-primary`
    static KubernetesException of(String application, String object, KubernetesClientException e) {
        return switch (e.getCode()) {
            // no answer at all; a token that is being replaced; an API that is busy or starting
            case NO_ANSWER, 401, 429, 500, 502, 503, 504 -> unavailable(words(e));
            case 403 -> notTrusted(application);
            default -> refused(object, words(e));
        };
    }

    private static String words(KubernetesClientException e) {
        Optional<String> said = Optional.ofNullable(e.getStatus()).map(Status::getMessage);
        return said.orElseGet(() -> innermost(e)).replaceAll("\\s+", " ").strip();
    }

    /// What went wrong on the way there, without the names of Java's exceptions.
    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
