package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The kubelet's part for one pod: it asks the workload's Pebble how it stands, and tells Kubernetes when that changed.
final class Readiness {
    /// Where Pebble answers by HTTP.
    static final int PORT = 38_813;

    private static final int MILLIS = 1000;

    private final KubeApi api;
    private final String pod;
    private final String address;
    private boolean ready;

    Readiness(KubeApi api, String pod, String address) {
        this.api = api;
        this.pod = pod;
        this.address = address;
    }

    /// Which start of Pebble this is, or nothing while it does not answer.
    Optional<String> bootId() {
        return get("/v1/system-info").map(body -> body.replaceAll(".*\"boot-id\":\"([^\"]+)\".*", "$1"));
    }

    void probe() {
        boolean healthy = get("/v1/health?level=ready").isPresent();
        if (healthy != ready) {
            report(healthy);
        }
    }

    void report(boolean healthy) {
        try {
            api.client()
                    .pods()
                    .inNamespace(KubeApi.NAMESPACE)
                    .withName(pod)
                    .editStatus(present -> new PodBuilder(present)
                            .editOrNewStatus()
                            .withPhase("Running")
                            .withPodIP(address)
                            .withPodIPs(List.of(new PodIP(address)))
                            .withConditions(new PodConditionBuilder()
                                    .withType("Ready")
                                    .withStatus(healthy ? "True" : "False")
                                    .build())
                            .endStatus()
                            .build());
            ready = healthy;
        } catch (KubernetesClientException _) {
            // the kubelet tries again at the next probe, too
            ready = !healthy;
        }
    }

    private Optional<String> get(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + address + ":" + PORT + path).toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return Optional.empty();
                }
                return Optional.of(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
