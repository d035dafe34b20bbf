package pgcharm.workload.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UnitCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final SubjectNames NAMES =
            SubjectNames.of(List.of("pg-0.pg-endpoints.m.svc.cluster.local", "pg-primary"), List.of("192.0.2.7"));
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("pg", NOW);
    private static final CertificateAuthority OTHER = CertificateAuthority.create("pg", NOW);
    private static final UnitCertificate CERTIFICATE = AUTHORITY.issue(NAMES, NOW);

    @Test
    void isTrustedByItsAuthorityOnly() throws Exception {
        assertThat(isTrusted(CERTIFICATE, AUTHORITY)).isTrue();
        assertThat(isTrusted(CERTIFICATE, OTHER)).isFalse();
    }

    @Test
    void namesWhatItIsGoodFor() throws Exception {
        assertThat(Pem.certificate(CERTIFICATE.certificate()).getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "pg-0.pg-endpoints.m.svc.cluster.local"),
                        List.of(2, "pg-primary"),
                        List.of(7, "192.0.2.7"));
    }

    static Stream<Arguments> renewals() throws Exception {
        UnitCertificate sibling = AUTHORITY.issue(NAMES, NOW);
        return Stream.of(
                /* { why, certificate, when, wanted names, authority, due } */
                Arguments.of("as issued", CERTIFICATE, NOW, NAMES, AUTHORITY, false),
                Arguments.of("121 days left", CERTIFICATE, NOW.plus(days(244)), NAMES, AUTHORITY, false),
                Arguments.of("119 days left", CERTIFICATE, NOW.plus(days(246)), NAMES, AUTHORITY, true),
                Arguments.of(
                        "a clock one hour behind",
                        CERTIFICATE,
                        NOW.minus(Duration.ofHours(1)),
                        NAMES,
                        AUTHORITY,
                        false),
                Arguments.of("not valid yet", CERTIFICATE, NOW.minus(days(2)), NAMES, AUTHORITY, true),
                Arguments.of(
                        "another address",
                        CERTIFICATE,
                        NOW,
                        SubjectNames.of(NAMES.dnsNames(), Set.of("192.0.2.8")),
                        AUTHORITY,
                        true),
                Arguments.of(
                        "another name",
                        CERTIFICATE,
                        NOW,
                        SubjectNames.of(Set.of("pg-replicas"), Set.of()),
                        AUTHORITY,
                        true),
                Arguments.of("another authority of the same name", CERTIFICATE, NOW, NAMES, OTHER, true),
                Arguments.of(
                        "a key of another certificate",
                        new UnitCertificate(CERTIFICATE.certificate(), sibling.privateKey()),
                        NOW,
                        NAMES,
                        AUTHORITY,
                        true),
                Arguments.of(
                        "no certificate",
                        new UnitCertificate("", CERTIFICATE.privateKey()),
                        NOW,
                        NAMES,
                        AUTHORITY,
                        true),
                Arguments.of("no key", new UnitCertificate(CERTIFICATE.certificate(), ""), NOW, NAMES, AUTHORITY, true),
                Arguments.of("no PEM", new UnitCertificate("\u00e4", "%"), NOW, NAMES, AUTHORITY, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("renewals")
    void isRenewedWhenItCannotServe(
            String why,
            UnitCertificate certificate,
            Instant when,
            SubjectNames wanted,
            CertificateAuthority authority,
            boolean due) {
        assertThat(certificate.needsRenewal(when, wanted, authority.certificate()))
                .as(why)
                .isEqualTo(due);
    }

    @Test
    void holdsTwentyYearsAndOneYear() throws Exception {
        assertThat(lifetime(AUTHORITY.certificate())).isEqualTo(days(7300));
        assertThat(lifetime(CERTIFICATE.certificate())).isEqualTo(days(365));
    }

    @Test
    void takesNamesLongerThanACommonNameMayBe() throws Exception {
        String host = "a".repeat(60) + "-0." + "a".repeat(60) + "-endpoints.m.svc.cluster.local";
        UnitCertificate certificate = AUTHORITY.issue(SubjectNames.of(List.of(host), List.of()), NOW);
        assertThat(certificate.needsRenewal(NOW, SubjectNames.of(List.of(host), List.of()), AUTHORITY.certificate()))
                .isFalse();
        assertThat(isTrusted(certificate, AUTHORITY)).isTrue();
    }

    @Test
    void printsNoKey() {
        assertThat(AUTHORITY.toString()).doesNotContain("PRIVATE KEY");
        assertThat(CERTIFICATE.toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void anUnreadableAuthorityIssuesNothing() {
        CertificateAuthority broken = new CertificateAuthority(AUTHORITY.certificate(), "-----BEGIN PRIVATE KEY-----");
        assertThat(broken.isReadable()).isFalse();
        assertThat(AUTHORITY.isReadable()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> broken.issue(NAMES, NOW));
    }

    private static boolean isTrusted(UnitCertificate certificate, CertificateAuthority authority) throws Exception {
        TrustAnchor anchor = new TrustAnchor(Pem.certificate(authority.certificate()), null);
        PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(List.of(Pem.certificate(certificate.certificate()))),
                            parameters);
            return true;
        } catch (CertPathValidatorException _) {
            return false;
        }
    }

    private static Duration lifetime(String pem) throws Exception {
        X509Certificate certificate = Pem.certificate(pem);
        return Duration.between(NOW, certificate.getNotAfter().toInstant());
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
