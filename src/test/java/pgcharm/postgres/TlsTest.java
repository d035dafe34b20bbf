package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final Target target = Servers.newest();

    @TempDir
    private Path directory;

    private record Certificate(String pem, String key) {}

    @AfterEach
    void offerNoTls() throws SQLException {
        set("off");
    }

    /// Signed by itself, for the address that the server listens on or for another one.
    private Certificate certificate(String name, String address)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:" + address,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, STORE_PASSWORD);
        }
        return new Certificate(
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("server", STORE_PASSWORD).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private void offer(Certificate certificate) throws IOException, SQLException {
        Path data;
        try (Sql root = target.root("postgres")) {
            data = Path.of(root.value("SHOW data_directory"));
        }
        Files.writeString(data.resolve("server.crt"), certificate.pem());
        Path key = Files.writeString(data.resolve("server.key"), certificate.key());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(key, Files.getOwner(data));
        set("on");
    }

    private void set(String ssl) throws SQLException {
        try (Sql root = target.root("postgres")) {
            root.run("ALTER SYSTEM SET ssl = " + ssl, "SELECT pg_reload_conf()");
            while (!root.value("SHOW ssl").equals(ssl)) {
                Thread.onSpinWait();
            }
        }
    }

    private ServerAccess access(Optional<String> mode, Optional<String> authority) {
        ServerAccess plain = target.access();
        return new ServerAccess(
                plain.endpoints(),
                List.of(),
                plain.username(),
                plain.password(),
                plain.database(),
                mode,
                authority,
                true);
    }

    private static void assertUntrusted(ServerAccess access, String words) {
        assertThatThrownBy(() -> AdminSession.open(access).close())
                .isInstanceOfSatisfying(
                        ServerException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(ServerException.Kind.UNTRUSTED))
                .hasMessageContaining(words);
    }

    @Test
    void isUsedAndVerifiedAsFarAsTheOperatorSays() throws Exception {
        Certificate own = certificate("own", "127.0.0.1");
        Certificate other = certificate("other", "127.0.0.1");
        offer(own);
        for (ServerAccess access : List.of(
                access(Optional.empty(), Optional.empty()),
                access(Optional.of("require"), Optional.empty()),
                access(Optional.empty(), Optional.of(own.pem())),
                access(Optional.of("verify-ca"), Optional.of(own.pem())))) {
            try (AdminSession session = AdminSession.open(access)) {
                assertThat(session.tls()).isTrue();
                assertThat(session.tlsCa()).isEqualTo(access.tlsCa());
            }
        }
        try (AdminSession session = AdminSession.open(access(Optional.of("disable"), Optional.empty()))) {
            assertThat(session.tls()).isFalse();
        }
        assertUntrusted(access(Optional.empty(), Optional.of(other.pem())), "SSL error");
        assertUntrusted(access(Optional.empty(), Optional.of("no certificate")), "SSL root certificate");
    }

    @Test
    void aCertificateForAnotherAddressDoesNotVerify() throws Exception {
        Certificate elsewhere = certificate("elsewhere", "10.11.12.13");
        offer(elsewhere);
        assertUntrusted(access(Optional.empty(), Optional.of(elsewhere.pem())), "could not be verified");
    }

    @Test
    void aServerWithoutItIsNotTalkedToWhereItIsRequired() {
        assertUntrusted(access(Optional.of("require"), Optional.empty()), "does not support SSL");
    }
}
