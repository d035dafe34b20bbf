package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.workload.ClusterNames;

/// The objects of an application's cluster as they should be.
///
/// Patroni keeps its state in Endpoints objects `<scope>`, `<scope>-config`, `-sync` and `-failover`. Each has a
/// Service without selector beside it, because Kubernetes deletes Endpoints that have no Service: at once when the
/// Service goes, so that nothing is left of a removed application, and whenever its controller starts, when it never
/// had one. The Service `<scope>` is thereby also the clients' way to the primary: its one address is the one that
/// Patroni writes together with the leader lock.
record ClusterObjects(ClusterNames names) {
    /// The label by which Patroni tells clusters from each other, and the charm its own Services from others'.
    static final String SCOPE_LABEL = "cluster-name";

    private static final int PORT = 5432;

    /// What Patroni selects its pods and Endpoints by.
    Map<String, String> patroniLabels() {
        return Map.of("application", "patroni", SCOPE_LABEL, names.scope());
    }

    /// @param alone the primary has no standby
    List<Service> services(Owner owner, boolean alone) {
        return Stream.concat(
                        Stream.of(primary(owner), replicas(owner, alone)),
                        Stream.of("-config", "-sync", "-failover").map(suffix -> state(suffix, owner)))
                .toList();
    }

    /// Whether a Service with one of these names is this cluster's, be it made by the charm or by Patroni.
    boolean isOwn(Service service) {
        return names.scope()
                .equals(Optional.ofNullable(service.getMetadata().getLabels())
                        .map(labels -> labels.get(SCOPE_LABEL))
                        .orElse(""));
    }

    private Service primary(Owner owner) {
        return named(names.primaryService(), owner)
                .withNewSpec()
                .withPorts(database())
                .endSpec()
                .build();
    }

    /// Who reads only is led to the primary while there is nobody else.
    private Service replicas(Owner owner, boolean alone) {
        return named(names.replicasService(), owner)
                .withNewSpec()
                .addToSelector(SCOPE_LABEL, names.scope())
                .addToSelector(alone ? Map.of() : Map.of("role", "replica"))
                .withPorts(database())
                .endSpec()
                .build();
    }

    private Service state(String suffix, Owner owner) {
        return named(names.scope() + suffix, owner)
                .withNewSpec()
                .withClusterIP("None")
                .endSpec()
                .build();
    }

    // Not the label app.kubernetes.io/name: Juju looks for an application's own Service by it.
    private ServiceBuilder named(String name, Owner owner) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(names.namespace())
                .addToLabels(SCOPE_LABEL, names.scope())
                .withOwnerReferences(owner.reference())
                .endMetadata();
    }

    private static ServicePort database() {
        return new ServicePortBuilder().withName("database").withPort(PORT).build();
    }
}
