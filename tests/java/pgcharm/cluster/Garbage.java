package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/// Kubernetes' garbage collector for what a removed StatefulSet owned.
record Garbage(KubernetesClient client) {
    void collect(String owner) {
        Stream.<List<? extends HasMetadata>>of(
                        client.services().inNamespace(KubeApi.NAMESPACE).list().getItems(),
                        client.endpoints().inNamespace(KubeApi.NAMESPACE).list().getItems())
                .flatMap(List::stream)
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> reference.getUid().equals(owner)))
                .forEach(object -> client.resource(object).delete());
    }
}
