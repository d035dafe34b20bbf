package pgcharm.workload.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates. Only here is Bouncy Castle used, so that who only reads certificates does not load it.
final class Issuer {
    private static final Duration AUTHORITY = Duration.ofDays(7300);
    private static final Duration UNIT = Duration.ofDays(365);
    /// Clocks of pods differ.
    private static final Duration SKEW = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    /// Longest common name that X.520 allows.
    private static final int COMMON_NAME = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Issuer() {}

    static CertificateAuthority authority(String name, Instant now) {
        try {
            KeyPair keys = keys();
            X500Name subject = subject(name);
            X509v3CertificateBuilder builder = builder(subject, now, AUTHORITY, subject, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new CertificateAuthority(signed(builder, keys.getPrivate()), Pem.text(keys.getPrivate()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate authority", e);
        }
    }

    static UnitCertificate unit(CertificateAuthority authority, SubjectNames names, Instant now) {
        X509Certificate issuer;
        PrivateKey issuerKey;
        try {
            issuer = Pem.certificate(authority.certificate());
            issuerKey = Pem.privateKey(authority.privateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the certificate authority", e);
        }
        try {
            KeyPair keys = keys();
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = builder(
                    new JcaX509CertificateHolder(issuer).getSubject(),
                    now,
                    UNIT,
                    subject(names.dnsNames().iterator().next()),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuer));
            return new UnitCertificate(signed(builder, issuerKey), Pem.text(keys.getPrivate()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate for " + names, e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, name.length() <= COMMON_NAME ? name : name.substring(0, COMMON_NAME))
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, Instant now, Duration validity, X500Name subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(validity)),
                subject,
                key);
    }

    private static GeneralNames alternatives(SubjectNames names) {
        return new GeneralNames(Stream.concat(
                        names.dnsNames().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        names.addresses().stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new));
    }

    private static String signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return Pem.text(new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))));
    }
}
