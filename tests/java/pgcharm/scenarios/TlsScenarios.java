package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.InJuju.Unattached;

/// A server that speaks TLS, with a certificate for its address.
@ExtendWith(InJuju.class)
@Execution(ExecutionMode.SAME_THREAD)
final class TlsScenarios {
    private static final EmbeddedServer SERVER = Servers.start("tls", InJuju.LOGGING);

    @TempDir
    private static Path directory;

    private static Certificate certificate = new Certificate("", "", "");
    private static Certificate stranger = new Certificate("", "", "");

    @BeforeAll
    static void makeCertificates() throws IOException, GeneralSecurityException {
        certificate = Certificate.of("IP:127.0.0.1", directory);
        stranger = Certificate.of("DNS:db.example.com", directory);
        show(certificate);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aClientGetsTheAuthorityThatVerifiesTheServer(@Unattached World bare) throws IOException {
        World world = bare.on(SERVER);
        attach(world, "verify-full", certificate.pem());
        Client client = Client.of(world, "client").asksFor(world.name("safe"));

        Map<String, String> received = client.received();
        Path authority = Files.writeString(directory.resolve("received.pem"), received.getOrDefault("tls-ca", ""));
        Login verifying = client.login().with("sslmode=verify-full&sslrootcert=" + authority);

        assertThat(received).containsEntry("tls", "True").containsEntry("tls-ca", certificate.pem());
        assertThat(verifying.query("SELECT 1")).isEqualTo("1");
        Path other = Files.writeString(directory.resolve("other.pem"), stranger.pem());
        assertThatThrownBy(client.login().with("sslmode=verify-full&sslrootcert=" + other)::connect)
                .isInstanceOf(Login.Refused.class);
    }

    @Test
    void anotherAuthorityBlocksUntilTheSecretIsCorrected(@Unattached World bare) {
        World world = bare.on(SERVER);
        String secret = attach(world, "verify-full", stranger.pem());
        Client client = Client.of(world, "client").asksFor(world.name("unsafe"));

        assertThat(world.status().toString())
                .startsWith("blocked: ")
                .contains(SERVER.endpoint(), "config server")
                .doesNotContain("Exception");
        assertThat(client.databag()).isEmpty();

        world.model().updateSecret(secret, access(world, "verify-full", certificate.pem()));
        world.settle();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
    }

    @Test
    void aCertificateForAnotherHostBlocksUntilTheServerShowsItsOwn(@Unattached World bare) throws IOException {
        World world = bare.on(SERVER);
        show(stranger);
        try {
            attach(world, "verify-full", stranger.pem() + certificate.pem());
            assertThat(world.status().toString())
                    .startsWith("blocked: ")
                    .contains(SERVER.endpoint(), "127.0.0.1")
                    .doesNotContain("Exception");
        } finally {
            show(certificate);
        }
        world.updateStatus();

        assertThat(world.status()).hasToString("active: ");
    }

    /// A certificate that has expired, or one from the future: then it is a clock that is wrong.
    @Test
    void aCertificateOutOfItsTimeBlocksUntilTheServerShowsAnother(@Unattached World bare)
            throws IOException, GeneralSecurityException {
        World world = bare.on(SERVER);
        String secret = attach(world, "verify-full", certificate.pem());
        for (int fromDay : new int[] {-100, 10}) {
            Certificate untimely = Certificate.signed("IP:127.0.0.1", fromDay, directory);
            String both = untimely.authority() + certificate.pem();
            show(untimely);
            try {
                world.model().updateSecret(secret, access(world, "verify-full", both));
                world.settle();
                assertThat(world.status().toString())
                        .startsWith("blocked: cannot trust PostgreSQL at " + SERVER.endpoint())
                        .containsIgnoringCase("validity")
                        .contains("renew the server's certificate")
                        .doesNotContain("Exception");
            } finally {
                show(certificate);
            }
            world.updateStatus();
            assertThat(world.status()).hasToString("active: ");
        }
    }

    private static String attach(World world, String mode, String authority) {
        String secret = world.attach(access(world, mode, authority));
        world.settle();
        return secret;
    }

    private static Map<String, String> access(World world, String mode, String authority) {
        Map<String, String> access = world.access();
        access.put("sslmode", mode);
        access.put("tls-ca", authority);
        return access;
    }

    private static void show(Certificate shown) throws IOException {
        SERVER.stop();
        shown.install(SERVER.data());
        SERVER.start(
                Stream.concat(InJuju.LOGGING.stream(), Stream.of("ssl = on")).toList());
    }
}
