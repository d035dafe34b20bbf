package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How a pod gets to the API: by Kubernetes' variables and the files that it mounts into each container.
record ServiceAccount(Map<String, String> environment, Path directory) {
    static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /// @throws KubernetesException when one of them is missing
    String namespace() {
        return read("namespace");
    }

    /// @param timeout of each request
    /// @throws KubernetesException when one of them is missing
    Config config(Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + host() + ":" + variable("KUBERNETES_SERVICE_PORT"))
                .withCaCertData(read("ca.crt"))
                .withOauthToken(read("token"))
                .withNamespace(namespace())
                .withConnectionTimeout(millis)
                .withRequestTimeout(millis)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    private String host() {
        String host = variable("KUBERNETES_SERVICE_HOST");
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private String variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> KubernetesException.unavailable(name + " is not set: is this a pod?"));
    }

    private String read(String file) {
        Path path = directory.resolve(file);
        try {
            return Files.readString(path).strip();
        } catch (IOException _) {
            throw KubernetesException.unavailable(
                    "cannot read " + path + ": is the service account mounted into this pod?");
        }
    }
}
