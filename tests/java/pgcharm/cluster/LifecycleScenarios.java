package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.access.SystemUser;
import pgcharm.local.model.Secret;
import pgcharm.scenarios.Login;
import pgcharm.scenarios.PackedCharms;
import pgcharm.workload.ClusterSecret;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;

/// What happens to a cluster over the years, without PostgreSQL being restarted for it.
@ExtendWith(InCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(7)
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

    /// Before the settings change: Patroni looks for another certificate only in a reload that changes no setting.
    @Test
    @Order(3)
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

        String serial = Command.run("openssl", "x509", "-noout", "-serial", "-in", file.toString());
        String address = cluster.podOf(unit).address();
        for (String server : List.of(address + ":8008", address + ":5432 -starttls postgres")) {
            cluster.until(
                    PATIENCE,
                    () -> server + " shows another one",
                    () -> shown(server).equals(serial));
        }
        Login login = ClientApplication.known(cluster, "early", "early").login();
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(starts(provider)).isEqualTo(starts);
    }

    @Test
    @Order(4)
    void passwordsOfSystemUsersChangeWithoutARestart(Cluster cluster) throws SQLException {
        Provider provider = Provider.running(cluster, 2);
        Login client = ClientApplication.known(cluster, "early", "early").login();
        Map<String, String> starts = starts(provider);
        String secret = cluster.model()
                .addSecret("system-users", Map.of("operator", "a new operator password", "replication", "another one"));
        cluster.model().configure(Provider.NAME, Map.of("system-users", secret), Set.of());
        cluster.settle();
        assertThat(provider.state()).contains("juju grant-secret " + secret);

        Login old = operator(secret(cluster).passwords().of(SystemUser.OPERATOR).text());
        assertThat(connects(old)).isTrue();
        try (Connection session = client.connect()) {
            cluster.model().grantSecret(secret, Provider.NAME);
            for (String password : List.of("a new operator password", "a later operator password")) {
                cluster.model().updateSecret(secret, Map.of("operator", password, "replication", "another one"));
                Login operator = operator(password);
                cluster.untilInTime(Provider.NAME, PATIENCE, provider::state, () -> connects(operator));
                assertThat(connects(old)).isFalse();
                old = operator;
            }
            // standbys log in anew, with what their own files say by now
            provider.sql(provider.primary().orElseThrow(), "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
            provider.untilAllWork();
            assertThat(session.isValid(5)).isTrue();
        }

        assertThat(starts(provider)).isEqualTo(starts);
        assertThat(client.query("SELECT 1")).isEqualTo("1");
        assertThat(ClientApplication.ask(cluster, "afterwards", "afterwards")
                        .served()
                        .login()
                        .query("SELECT 1"))
                .isEqualTo("1");
    }

    @Test
    @Order(5)
    void settingsThatNeedARestartWaitForTheAction(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        String primary = provider.primary().orElseThrow();
        Map<String, String> starts = starts(provider);

        cluster.model().configure(Provider.NAME, Map.of("max-connections", "150", "work-mem", "7MB"), Set.of());
        cluster.untilInTime(
                Provider.NAME,
                PATIENCE,
                provider::state,
                () -> provider.units().stream()
                        .allMatch(unit ->
                                cluster.status(unit).endsWith(", to be restarted for changed settings: action restart")
                                        && provider.sql(unit, "SHOW work_mem").equals("7MB")));
        assertThat(starts(provider)).isEqualTo(starts);

        for (String unit :
                Stream.concat(provider.standbys().stream(), Stream.of(primary)).toList()) {
            provider.run(unit, "restart", Map.of());
            assertThat(provider.sql(unit, "SHOW max_connections")).isEqualTo("150");
        }
        cluster.model().configure(Provider.NAME, Map.of(), Set.of("work-mem"));
        provider.untilAllWork();
        assertThat(cluster.status(primary)).isEqualTo("active: primary");
    }

    @Test
    @Order(6)
    void aContainerThatWasRestartedIsSetUpAnew(Cluster cluster) {
        Provider provider = Provider.running(cluster, 2);
        provider.untilFailoverIsPossible();
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

    /// The serial number of the certificate that a server shows to whoever connects.
    private static String shown(String server) {
        return Command.attempt(List.of(
                        "sh",
                        "-c",
                        "openssl s_client -connect " + server
                                + " </dev/null 2>/dev/null | openssl x509 -noout -serial"))
                .output();
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

    private static Login operator(String password) {
        return new Login("postgresql-k8s-primary:5432", "postgres", "operator", password, "sslmode=require");
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
