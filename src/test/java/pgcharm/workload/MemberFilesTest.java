package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
import pgcharm.workload.patroni.Image;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.patroni.Resources;
import pgcharm.workload.patroni.Settings;
import pgcharm.workload.pebble.FileOwner;
import pgcharm.workload.pebble.FileToWrite;
import pgcharm.workload.tls.CertificateAuthority;

final class MemberFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final FileOwner OWNER = new FileOwner("postgres", "postgres");
    private static final ClusterSecret SECRET =
            new ClusterSecret(SystemPasswords.random(new SecureRandom()), CertificateAuthority.create("pg", NOW));

    private static PatroniConfig config(ClusterSecret secret, Map<String, String> options) {
        if (Settings.read(options) instanceof Settings.Reading.Valid(Settings settings)) {
            return new PatroniConfig(
                    new ClusterNames("pg", "production"),
                    "pg/1",
                    new Image(
                            "/usr/bin/patroni", "/usr/lib/postgresql/16/bin", Optional.empty(), "postgres", "postgres"),
                    new Resources(1L << 30, true, 1),
                    settings,
                    secret.passwords());
        }
        throw new IllegalArgumentException(options.toString());
    }

    private static Map<String, String> written() {
        Map<String, String> files = new TreeMap<>();
        new MemberFiles(Map.of(), OWNER)
                .differing(config(SECRET, Map.of()), SECRET, NOW)
                .forEach(file -> files.put(file.path(), file.content()));
        return files;
    }

    private static List<String> differing(
            Map<String, String> present, ClusterSecret secret, Map<String, String> options, Instant now) {
        return new MemberFiles(present, OWNER)
                .differing(config(secret, options), secret, now).stream()
                        .map(FileToWrite::path)
                        .toList();
    }

    @Test
    void areAllWrittenForPostgresOnlyWhereNothingIs() {
        List<FileToWrite> files = new MemberFiles(Map.of(), OWNER).differing(config(SECRET, Map.of()), SECRET, NOW);
        assertThat(files)
                .extracting(FileToWrite::path)
                .containsExactly(
                        Places.PRIVATE_KEY, Places.CERTIFICATE, Places.AUTHORITY, Places.PATRONI_YML, ImageFile.PATH);
        assertThat(files).allSatisfy(file -> {
            assertThat(file.mode()).isEqualTo(0600);
            assertThat(file.owner()).isEqualTo(OWNER);
        });
    }

    @Test
    void areLeftAloneWhereTheyAreAsTheyShouldBe() {
        assertThat(differing(written(), SECRET, Map.of(), NOW)).isEmpty();
        assertThat(differing(written(), SECRET, Map.of(), NOW.plus(Duration.ofDays(240))))
                .isEmpty();
    }

    @Test
    void changeOneByOne() {
        assertThat(differing(written(), SECRET, Map.of("work-mem", "8MB"), NOW)).containsExactly(Places.PATRONI_YML);
        ClusterSecret rotated =
                SECRET.with(SECRET.passwords().with(Map.of(SystemUser.REPLICATION, new Password("another"))));
        assertThat(differing(written(), rotated, Map.of(), NOW)).containsExactly(Places.PATRONI_YML);
        assertThat(differing(written(), SECRET, Map.of(), NOW.plus(Duration.ofDays(250))))
                .containsExactly(Places.PRIVATE_KEY, Places.CERTIFICATE);
    }

    @Test
    void areMadeAgainTogetherWhereACrashLeftAKeyWithoutItsCertificate() {
        Map<String, String> files = written();
        files.put(Places.PRIVATE_KEY, written().getOrDefault(Places.PRIVATE_KEY, ""));
        assertThat(differing(files, SECRET, Map.of(), NOW)).containsExactly(Places.PRIVATE_KEY, Places.CERTIFICATE);
    }

    @Test
    void followAnotherAuthority() {
        ClusterSecret other = new ClusterSecret(SECRET.passwords(), CertificateAuthority.create("pg", NOW));
        assertThat(differing(written(), other, Map.of(), NOW))
                .containsExactly(Places.PRIVATE_KEY, Places.CERTIFICATE, Places.AUTHORITY);
    }
}
