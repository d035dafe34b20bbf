package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.Deployment;
import pgcharm.workload.kubernetes.Kubernetes;
import pgcharm.workload.kubernetes.KubernetesException;
import pgcharm.workload.kubernetes.OutsidePod;

/// What the charm does in the Kubernetes API, with the rights of an application's pod.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
final class KubernetesScenarios {
    private static final String APPLICATION = "keeper";
    private static final List<String> SERVICES = List.of(
            "keeper-primary",
            "keeper-primary-config",
            "keeper-primary-failover",
            "keeper-primary-sync",
            "keeper-replicas");
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeAll
    static void deploy(Cluster cluster) {
        cluster.deploy(Deployment.of(APPLICATION, Path.of("src/test/resources/charms/keeper")));
    }

    @AfterAll
    static void remove(Cluster cluster) {
        cluster.removeApplication(APPLICATION);
    }

    @Test
    @Order(1)
    void withoutTrustTheCommandThatGivesItIsNamed(Cluster cluster) {
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            assertThatThrownBy(() -> kubernetes.applyServices("keeper-0", false))
                    .isInstanceOfSatisfying(
                            KubernetesException.class,
                            e -> assertThat(e.kind()).isEqualTo(KubernetesException.Kind.NOT_TRUSTED))
                    .hasMessageContaining("juju trust keeper --scope=cluster");
        }
    }

    @Test
    @Order(2)
    void aServiceOfSomebodyElseIsLeftAlone(Cluster cluster) {
        cluster.trust(APPLICATION);
        Service other = services(cluster)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("keeper-replicas")
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("None")
                        .endSpec()
                        .build())
                .create();
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            assertThatThrownBy(() -> kubernetes.applyServices("keeper-0", false))
                    .hasMessageContaining("keeper-replicas")
                    .hasMessageContaining("not of this application");
        }
        assertThat(find(services(cluster), "keeper-primary")).isEmpty();
        assertThat(find(services(cluster), "keeper-replicas")).contains(other);
        services(cluster).resource(other).delete();
    }

    @Test
    @Order(3)
    void servicesAreMadeOnceAndPutBackWhenTheyAreChanged(Cluster cluster) {
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            kubernetes.applyServices("keeper-0", false);
            List<String> versions = versions(cluster);
            kubernetes.applyServices("keeper-0", false);
            assertThat(versions(cluster)).isEqualTo(versions);

            services(cluster)
                    .withName("keeper-replicas")
                    .edit(service -> new ServiceBuilder(service)
                            .editSpec()
                            .addToSelector("role", "primary")
                            .endSpec()
                            .build());
            kubernetes.applyServices("keeper-0", true);
            assertThat(service(cluster, "keeper-replicas").getSpec().getSelector())
                    .containsOnlyKeys("cluster-name");
            kubernetes.applyServices("keeper-0", false);
        }
        assertThat(service(cluster, "keeper-replicas").getSpec().getSelector()).containsEntry("role", "replica");
        assertThat(service(cluster, "keeper-primary").getSpec().getSelector()).isNullOrEmpty();
    }

    @Test
    @Order(4)
    void onlyPodsThatExistAndLackTheLabelsGetThem(Cluster cluster) {
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            kubernetes.labelPods(List.of("keeper-0", "keeper-9"));
            Pod pod = pod(cluster);
            assertThat(pod.getMetadata().getLabels())
                    .containsEntry("application", "patroni")
                    .containsEntry("cluster-name", "keeper-primary");
            kubernetes.labelPods(List.of("keeper-0"));
            assertThat(pod(cluster).getMetadata().getLabels())
                    .isEqualTo(pod.getMetadata().getLabels());
        }
    }

    /// Kubernetes deletes Endpoints without a Service when its controller starts.
    @Test
    @Order(5)
    void whatPatroniKeepsInKubernetesOutlivesAStartOfKubernetes(Cluster cluster) {
        List<String> kept = List.of("keeper-primary", "keeper-primary-config", "keeper-primary-sync");
        kept.forEach(name -> makeEndpoints(cluster, name));
        makeEndpoints(cluster, "stray");

        cluster.api().restart();

        soon(() -> find(endpoints(cluster), "stray").isEmpty());
        assertThat(kept)
                .allSatisfy(name -> assertThat(find(endpoints(cluster), name)).isPresent());
    }

    @Test
    @Order(6)
    void anApiThatAnswersNothingIsWaitedForOnlyForAWhile(Cluster cluster) {
        cluster.api().hang();
        long start = System.nanoTime();
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            assertThatThrownBy(() -> kubernetes.applyServices("keeper-0", false))
                    .isInstanceOfSatisfying(
                            KubernetesException.class,
                            e -> assertThat(e.kind()).isEqualTo(KubernetesException.Kind.UNAVAILABLE));
        } finally {
            cluster.api().goOn();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    @Order(7)
    void leftoversOfAnEarlierApplicationAreRemoved(Cluster cluster) {
        try (Kubernetes kubernetes = kubernetes(cluster)) {
            kubernetes.removeLeftovers();
        }
        assertThat(find(endpoints(cluster), "keeper-primary-config")).isEmpty();
        assertThat(find(endpoints(cluster), "keeper-endpoints")).isPresent();
    }

    @Test
    @Order(8)
    void nothingIsLeftOfAnApplicationThatIsGone(Cluster cluster) {
        makeEndpoints(cluster, "keeper-primary-config");
        cluster.removeApplication(APPLICATION);

        assertThat(SERVICES)
                .allSatisfy(name -> assertThat(find(services(cluster), name)).isEmpty());
        soon(() -> find(endpoints(cluster), "keeper-primary-config").isEmpty());
        deploy(cluster);
    }

    private static Kubernetes kubernetes(Cluster cluster) {
        return OutsidePod.kubernetes(
                APPLICATION,
                cluster.api().environment(),
                cluster.podOf("keeper/0").account());
    }

    private static void makeEndpoints(Cluster cluster, String name) {
        endpoints(cluster)
                .resource(new EndpointsBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("application", "patroni")
                        .addToLabels("cluster-name", "keeper-primary")
                        .endMetadata()
                        .build())
                .create();
    }

    private static List<String> versions(Cluster cluster) {
        return SERVICES.stream()
                .map(name -> service(cluster, name).getMetadata().getResourceVersion())
                .toList();
    }

    private static Service service(Cluster cluster, String name) {
        return find(services(cluster), name).orElseThrow();
    }

    private static Pod pod(Cluster cluster) {
        return find(cluster.api().client().pods(), "keeper-0").orElseThrow();
    }

    private static MixedOperation<Service, ?, ? extends Resource<Service>> services(Cluster cluster) {
        return cluster.api().client().services();
    }

    private static MixedOperation<Endpoints, ?, ? extends Resource<Endpoints>> endpoints(Cluster cluster) {
        return cluster.api().client().endpoints();
    }

    private static <T extends HasMetadata> Optional<T> find(
            MixedOperation<T, ?, ? extends Resource<T>> kind, String name) {
        return Optional.ofNullable(
                kind.inNamespace(KubeApi.NAMESPACE).withName(name).get());
    }

    private static void soon(BooleanSupplier condition) {
        Wait.until(SOON, () -> "it did not happen", condition);
    }
}
