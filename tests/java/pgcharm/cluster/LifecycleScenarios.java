package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.model.Secret;
import pgcharm.scenarios.Login;
import pgcharm.scenarios.PackedCharms;
import pgcharm.workload.ClusterSecret;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;

/// What happens to a cluster over the years, without PostgreSQL being restarted for it.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(5)
final class LifecycleScenarios {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CERTIFICATE = "/var/lib/pg/data/conf/tls/cert.pem";

    @Test
    @Order(1)
    void anotherLeaderServesWhetherItsMemberIsThePrimaryOrNot(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        Login before = ClientApplication.known(cluster, "early", "early").login();

        for (String unit : List.of(Provider.unit(1), Provider.unit(0))) {
            cluster.model().setLeader(unit);
            provider.untilAllWork();
            ClientApplication client = ClientApplication.ask(cluster, "under" + unit.replaceAll("\\D", ""), "new")
                    .served();
            assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        }
        assertThat(ClientApplication.known(cluster, "early", "early").login()).isEqualTo(before);
        assertThat(before.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    @Order(2)
    void anUpgradeOfTheCharmRestartsNothing(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        Map<String, String> starts = starts(provider);

        cluster.model().refresh(Provider.NAME, PackedCharms.unpacked(PackedCharms.provider()));
        provider.untilAllWork();

        assertThat(starts(provider)).isEqualTo(starts);
    }

    @Test
    @Order(4)
    void aCertificateIsRenewedLongBeforeItsEndWithoutARestart(Cluster cluster) throws IOException {
        Provider provider = Provider.running(cluster, 2);
        String unit = provider.primary().orElseThrow();
        Map<String, String> starts = starts(provider);
        Path file = cluster.podOf(unit).file(CERTIFICATE);
        Path key = file.resolveSibling("key.pem");
        SubjectNames names = new SubjectNames(
                Set.of(unit.replace('/', '-') + ".postgresql-k8s-endpoints.local.svc.cluster.local"), Set.of());
        UnitCertificate old =
                secret(cluster).authority().issue(names, Instant.now().minus(Duration.ofDays(300)));
        Files.writeString(key, old.privateKey());
        Files.writeString(file, old.certificate());

        cluster.untilInTime(
                Provider.NAME,
                PATIENCE,
                () -> "the certificate is the old one",
                () -> !read(file).equals(old.certificate()));

        Login login = ClientApplication.known(cluster, "early", "early").login();
        cluster.until(PATIENCE, () -> "the new certificate is not used", () -> connects(login));
        assertThat(starts(provider)).isEqualTo(starts);
    }

    @Test
    @Order(5)
    void aContainerThatWasRestartedIsSetUpAnew(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String primary = provider.primary().orElseThrow();
        WritingClient client = WritingClient.start(
                ClientApplication.known(cluster, "early", "early").login());

        cluster.podOf(primary).restartWorkload();
        provider.untilAllWork();
        client.awaitMore(PATIENCE);
        client.assertNothingIsLost();
        Figures.add("a writing client waits when the primary's container is restarted", client.longestGap());
    }

    private static Map<String, String> starts(Provider provider) {
        Map<String, String> starts = new TreeMap<>();
        provider.units().forEach(unit -> starts.put(unit, provider.sql(unit, "SELECT pg_postmaster_start_time()")));
        return starts;
    }

    private static ClusterSecret secret(Cluster cluster) {
        Secret secret = cluster.model().state().secrets().stream()
                .filter(found -> found.label().equals(ClusterSecret.LABEL))
                .findFirst()
                .orElseThrow();
        Map<String, String> content =
                new TreeMap<>(Optional.ofNullable(secret.revisions().get(secret.latest()))
                        .orElseThrow()
                        .content());
        content.replaceAll((_, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        return ClusterSecret.of(content).orElseThrow();
    }

    private static boolean connects(Login login) {
        try {
            return login.query("SELECT 1").equals("1");
        } catch (Login.Refused _) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
