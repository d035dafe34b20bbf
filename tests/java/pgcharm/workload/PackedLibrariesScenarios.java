package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.access.Password;
import pgcharm.scenarios.PackedCharms;
import pgcharm.workload.kubernetes.RecordedApi;
import pgcharm.workload.patroni.RecordedPatroni;
import pgcharm.workload.pebble.FakePebble;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;

/// The libraries of the charm's own cluster need more of Java than the hooks of clients do.
final class PackedLibrariesScenarios {
    private static final Password PASSWORD = new Password("a password");
    private static final int PLAN = 8;
    private static final int PRIMARY = 13;
    private static final int LABELLED_POD = 39;

    @TempDir
    private Path directory;

    @Test
    void theCharmsOwnRuntimeHasWhatTheyNeed() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create("pg", Instant.now());
        Path certificate = Files.writeString(directory.resolve("authority"), authority.certificate());
        String host = RecordedPatroni.address();
        Path socket = directory.resolve("pebble.socket");
        try (FakePebble _ = FakePebble.from("pebble-transcript.jsonl", PLAN, socket);
                RecordedPatroni patroni = new RecordedPatroni(
                        authority, PASSWORD, SubjectNames.of(List.of("pg-0"), List.of(host)), host);
                RecordedApi api = RecordedApi.with(List.of(LABELLED_POD), directory)) {
            patroni.plays(PRIMARY);
            ProcessBuilder builder = new ProcessBuilder(command(
                            socket.toString(), host, certificate.toString(), PASSWORD.text(), directory.toString()))
                    .redirectErrorStream(true);
            builder.environment().putAll(api.environment());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(said).isEqualToNormalizingNewlines("[aux, db, flaky]\nPRIMARY\ndone\n");
            assertThat(process.waitFor()).isZero();
        }
    }

    private static List<String> command(String... arguments) {
        Path charm = PackedCharms.unpacked(PackedCharms.provider());
        List<String> program = List.of(
                charm.resolve("jre/bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                charm.resolve("lib") + "/*:" + Path.of("target/test-classes").toAbsolutePath(),
                ClientsOnce.class.getName());
        return Stream.concat(program.stream(), Arrays.stream(arguments)).toList();
    }
}
