package pgcharm.workload.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a server shows to its clients; it prints without the key.
///
/// @param certificate PEM
/// @param privateKey PEM, PKCS #8
public record UnitCertificate(String certificate, String privateKey) {
    /// Time enough to notice that renewal does not work.
    static final Duration RENEWED_BEFORE = Duration.ofDays(120);

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final byte[] PROBE = "pgcharm".getBytes(StandardCharsets.US_ASCII);

    /// Whether another certificate is due: this one is unreadable, of another authority, not of this key, not valid
    /// now or not for much longer, or lacks a name.
    ///
    /// @param authority PEM of the authority that the clients are told of
    public boolean needsRenewal(Instant now, SubjectNames wanted, String authority) {
        try {
            X509Certificate own = Pem.certificate(certificate);
            own.verify(Pem.certificate(authority).getPublicKey());
            return own.getNotBefore().toInstant().isAfter(now)
                    || own.getNotAfter().toInstant().isBefore(now.plus(RENEWED_BEFORE))
                    || !names(own).containsAll(wanted.dnsNames())
                    || !names(own).containsAll(wanted.addresses())
                    || !signs(own);
        } catch (GeneralSecurityException _) {
            return true;
        }
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> names = new HashSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
            if (name.getFirst() instanceof Integer kind
                    && (kind == DNS_NAME || kind == IP_ADDRESS)
                    && name.getLast() instanceof String text) {
                names.add(text);
            }
        }
        return names;
    }

    private boolean signs(X509Certificate own) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(Pem.privateKey(privateKey));
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(own.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "UnitCertificate[" + certificate + "]";
    }
}
