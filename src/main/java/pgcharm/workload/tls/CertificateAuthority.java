package pgcharm.workload.tls;

import java.security.GeneralSecurityException;
import java.time.Instant;

/// Signs the certificates of one application's units; it prints without the key.
///
/// @param certificate PEM
/// @param privateKey PEM, PKCS #8
public record CertificateAuthority(String certificate, String privateKey) {
    /// Good for 20 years.
    ///
    /// @param name common name
    public static CertificateAuthority create(String name, Instant now) {
        return Issuer.authority(name, now);
    }

    /// Good for one year.
    ///
    /// @throws IllegalArgumentException when this authority's own certificate or key cannot be read
    public UnitCertificate issue(SubjectNames names, Instant now) {
        return Issuer.unit(this, names, now);
    }

    /// Whether certificate and key can be read; what an operator hands over need not be either.
    public boolean isReadable() {
        try {
            Pem.certificate(certificate);
            Pem.privateKey(privateKey);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "CertificateAuthority[" + certificate + "]";
    }
}
