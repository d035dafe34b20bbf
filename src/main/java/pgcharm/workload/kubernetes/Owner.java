package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/// What an application's objects belong to, its StatefulSet: Kubernetes removes them with it.
record Owner(String apiVersion, String kind, String name, String uid) {
    /// The StatefulSet that made a pod.
    static Optional<Owner> of(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(reference -> reference.getKind().equals("StatefulSet"))
                .map(reference -> new Owner(
                        reference.getApiVersion(), reference.getKind(), reference.getName(), reference.getUid()))
                .findFirst();
    }

    OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .build();
    }
}
