package pgcharm.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.workload.kubernetes.KubernetesException.Kind;

/// The numbers are entries of the transcript.
final class KubernetesTest {
    private static final int DENIED = 29;
    private static final int ALLOWED = 30;
    private static final int SERVICES = 31;
    private static final int POD = 32;
    private static final List<Integer> APPLIED = List.of(33, 34, 35, 36, 37);

    @TempDir
    private Path directory;

    @Test
    void asksForEachServiceAsItShouldBe() throws Exception {
        List<Integer> all = Stream.concat(Stream.of(ALLOWED, POD, SERVICES), APPLIED.stream())
                .toList();
        try (RecordedApi api = RecordedApi.with(all, directory);
                Kubernetes kubernetes = Kubernetes.of("pg", api.account())) {
            kubernetes.applyServices("pg-0", false);

            assertThat(api.asked()).extracting(RecordedApi.Asked::recorded).isEqualTo(all);
            assertThat(api.asked())
                    .filteredOn(asked -> APPLIED.contains(asked.recorded()))
                    .allSatisfy(asked -> {
                        assertThat(asked.body())
                                .isEqualTo(
                                        RecordedApi.recorded(asked.recorded()).path("body"));
                        assertThat(asked.contentType()).contains("application/apply-patch+yaml");
                    });
        }
    }

    @Test
    void patchesOnlyPodsThatAreThereAndLackTheLabels() throws Exception {
        try (RecordedApi api = RecordedApi.with(List.of(POD, 38, 39, 40), directory);
                Kubernetes kubernetes = Kubernetes.of("pg", api.account())) {
            kubernetes.labelPods(List.of("pg-0", "pg-0", "pg-9"));

            assertThat(api.asked()).extracting(RecordedApi.Asked::recorded).containsExactly(POD, 38, 39, 40);
            assertThat(api.asked().get(1).body().path("metadata").path("labels"))
                    .isEqualTo(RecordedApi.recorded(38)
                            .path("body")
                            .path("metadata")
                            .path("labels"));
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                /* { answers, pod, kind, words } */
                Arguments.of(List.of(DENIED), "pg-0", Kind.NOT_TRUSTED, "juju trust pg --scope=cluster"),
                Arguments.of(List.of(ALLOWED, POD, 2), "pg-0", Kind.NOT_TRUSTED, "juju trust pg --scope=cluster"),
                Arguments.of(List.of(ALLOWED, POD, SERVICES, 3), "pg-0", Kind.NOT_TRUSTED, "juju trust pg"),
                Arguments.of(List.of(ALLOWED, POD, 1), "pg-0", Kind.UNAVAILABLE, "not available: Unauthorized"),
                Arguments.of(List.of(ALLOWED, 40), "pg-9", Kind.REFUSED, "pod pg-9: there is no such pod"),
                Arguments.of(
                        List.of(ALLOWED, POD, SERVICES, 7),
                        "pg-0",
                        Kind.REFUSED,
                        "service pg-primary: Apply failed with 1 conflict"),
                Arguments.of(List.of(ALLOWED), "pg-0", Kind.UNAVAILABLE, "not available"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleIsToldInTheWordsOfAnOperator(List<Integer> answers, String pod, Kind kind, String words)
            throws IOException, GeneralSecurityException {
        try (RecordedApi api = RecordedApi.with(answers, directory);
                Kubernetes kubernetes = Kubernetes.of("pg", api.account())) {
            assertThatThrownBy(() -> kubernetes.applyServices(pod, false))
                    .isInstanceOfSatisfying(
                            KubernetesException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("Exception");
        }
    }

    @Test
    void anApiThatIsNotThereIsWaitedFor() throws Exception {
        ServiceAccount account;
        try (RecordedApi api = RecordedApi.with(List.of(), directory)) {
            account = api.account();
        }
        assertUnavailable(account, "not available");
    }

    @Test
    void anApiWithAnotherCertificateIsNotTalkedTo() throws Exception {
        try (RecordedApi api = RecordedApi.with(List.of(ALLOWED), directory)) {
            ServiceAccount account = api.account();
            try (RecordedApi other = RecordedApi.with(List.of(), directory)) {
                assertUnavailable(account, "not available");
                assertThat(other.asked()).isEmpty();
            }
            assertThat(api.asked()).isEmpty();
        }
    }

    @Test
    void aMissingAccountIsNamed() throws IOException {
        Map<String, String> environment = Map.of("KUBERNETES_SERVICE_HOST", "::1", "KUBERNETES_SERVICE_PORT", "443");
        assertUnavailable(new ServiceAccount(environment, directory), directory.resolve("namespace") + ": is the");
        Files.writeString(directory.resolve("namespace"), "demo\n");
        assertUnavailable(new ServiceAccount(Map.of(), directory), "KUBERNETES_SERVICE_HOST is not set");
        assertUnavailable(
                new ServiceAccount(environment, directory),
                directory.resolve("ca.crt").toString());
    }

    private static void assertUnavailable(ServiceAccount account, String words) {
        try (Kubernetes kubernetes = Kubernetes.of("pg", account)) {
            assertThatThrownBy(() -> kubernetes.applyServices("pg-0", false))
                    .isInstanceOfSatisfying(
                            KubernetesException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining(words);
        }
    }
}
