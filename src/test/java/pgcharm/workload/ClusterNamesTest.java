package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClusterNamesTest {
    private static final ClusterNames NAMES = new ClusterNames("postgresql-k8s", "production");

    @Test
    void namesWhatKubernetesAndClientsSee() {
        assertThat(NAMES.pod("postgresql-k8s/2")).isEqualTo("postgresql-k8s-2");
        assertThat(NAMES.podHost("postgresql-k8s/2"))
                .isEqualTo("postgresql-k8s-2.postgresql-k8s-endpoints.production.svc.cluster.local");
        assertThat(NAMES.primaryHost()).isEqualTo("postgresql-k8s-primary.production.svc.cluster.local");
        assertThat(NAMES.replicasHost()).isEqualTo("postgresql-k8s-replicas.production.svc.cluster.local");
    }

    @Test
    void keepsTheLockWhereThePrimaryServiceFindsItsAddress() {
        assertThat(NAMES.scope()).isEqualTo(NAMES.primaryService());
    }

    @Test
    void knowsEveryNameByWhichAHostIsReachedInsideKubernetes() {
        assertThat(NAMES.forms(NAMES.primaryHost()))
                .containsExactly(
                        "postgresql-k8s-primary.production.svc.cluster.local",
                        "postgresql-k8s-primary.production.svc",
                        "postgresql-k8s-primary.production",
                        "postgresql-k8s-primary");
        assertThat(NAMES.forms(NAMES.podHost("postgresql-k8s/2")))
                .contains("postgresql-k8s-2.postgresql-k8s-endpoints");
    }
}
