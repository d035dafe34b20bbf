package pgcharm.workload;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.tls.CertificateAuthority;

/// What every unit of the cluster knows and nobody else: an application secret with the label [#LABEL], which has one
/// key for each system user, and `ca-certificate` and `ca-private-key` in PEM.
public record ClusterSecret(SystemPasswords passwords, CertificateAuthority authority) {
    public static final String LABEL = "cluster";

    private static final String CERTIFICATE = "ca-certificate";
    private static final String PRIVATE_KEY = "ca-private-key";

    /// Reads what [#content] made; empty when a part of it is missing.
    public static Optional<ClusterSecret> of(Map<String, String> content) {
        String certificate = content.getOrDefault(CERTIFICATE, "");
        String privateKey = content.getOrDefault(PRIVATE_KEY, "");
        if (certificate.isEmpty() || privateKey.isEmpty()) {
            return Optional.empty();
        }
        return SystemPasswords.of(content)
                .map(passwords -> new ClusterSecret(passwords, new CertificateAuthority(certificate, privateKey)));
    }

    public ClusterSecret with(SystemPasswords changed) {
        return new ClusterSecret(changed, authority);
    }

    /// The members' REST API; to be closed.
    public PatroniApi patroni() {
        return new PatroniApi(authority.certificate(), passwords.of(SystemUser.PATRONI));
    }

    public Map<String, String> content() {
        Map<String, String> content = new TreeMap<>(passwords.secret());
        content.put(CERTIFICATE, authority.certificate());
        content.put(PRIVATE_KEY, authority.privateKey());
        return content;
    }
}
