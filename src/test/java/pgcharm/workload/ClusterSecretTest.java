package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.SystemPasswords;
import pgcharm.workload.tls.CertificateAuthority;

final class ClusterSecretTest {
    private static final ClusterSecret SECRET = new ClusterSecret(
            SystemPasswords.random(new Random(1)), new CertificateAuthority("a certificate", "a private key"));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ClusterSecret.of(SECRET.content())).contains(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "patroni", "ca-certificate", "ca-private-key"})
    void aPartIsNoSecret(String missing) {
        Map<String, String> content = new HashMap<>(SECRET.content());
        content.remove(missing);
        assertThat(ClusterSecret.of(content)).isEmpty();
    }

    @Test
    void printsNoPasswordAndNoKey() {
        assertThat(SECRET.toString())
                .doesNotContain("a private key")
                .doesNotContain(SECRET.content().get("operator"));
    }
}
