package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.SystemPasswords;
import pgcharm.workload.Member.Standing;
import pgcharm.workload.patroni.PatroniLayer;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.patroni.Settings;
import pgcharm.workload.pebble.ModelPebble;
import pgcharm.workload.pebble.Pebble;
import pgcharm.workload.tls.CertificateAuthority;

/// One unit's container, from whatever it is to what it should be.
final class MemberTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final ClusterSecret SECRET =
            new ClusterSecret(SystemPasswords.random(new SecureRandom()), CertificateAuthority.create("pg", NOW));
    private static final List<String> LOOK = List.of("GET files read", "GET plan", "GET services");
    private static final List<String> SEARCH = List.of("GET files list", "GET files list");
    private static final List<String> BEGIN = List.of(
            "POST files make-dirs", "POST files write", "POST layers add", "POST services replan", "GET changes");

    @TempDir
    private Path directory;

    private ModelPebble container;
    private Pebble pebble;

    /// What happened to a container in which a member runs.
    interface Change {
        void happen(ModelPebble container);
    }

    @BeforeEach
    void start() throws IOException {
        container = new ModelPebble(directory.resolve("pebble.socket"));
        container.put("/proc/self/environ", "HOME=/\0PATH=/opt/bin:/usr/bin\0", "444");
        container.put("/etc/passwd", "root:x:0:0::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n", "644");
        container.put("/etc/group", "root:x:0:\npostgres:x:104:\n", "644");
        container.put("/sys/fs/cgroup/memory.max", "1073741824\n", "444");
        container.put("/opt/bin/patroni", "#!", "755");
        container.put("/usr/bin/postgres", "ELF", "755");
        pebble = Pebble.at(directory.resolve("pebble.socket"));
    }

    @AfterEach
    void end() throws IOException {
        pebble.close();
        container.close();
    }

    private Standing converge(Map<String, String> options, Instant now) {
        if (Settings.read(options) instanceof Settings.Reading.Valid(Settings settings)) {
            return new Member(new ClusterNames("pg", "model"), "pg/0", SECRET, settings).converge(pebble, now);
        }
        throw new IllegalArgumentException(options.toString());
    }

    private Standing converge() {
        return converge(Map.of(), NOW);
    }

    private static boolean started(Standing standing) {
        return standing instanceof Standing.Runs runs && runs.started();
    }

    private static List<String> all(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    void anEmptyContainerIsSetUpAndStarted() {
        assertThat(started(converge())).isTrue();

        assertThat(container.asked()).isEqualTo(all(all(LOOK, SEARCH), BEGIN));
        assertThat(container.services()).containsExactly(Map.entry(PatroniLayer.PATRONI, "active"));
        assertThat(container.files())
                .containsKeys(Places.PATRONI_YML, Places.CERTIFICATE, Places.PRIVATE_KEY, Places.AUTHORITY);
    }

    static Stream<Arguments> changes() {
        Map<String, String> same = Map.of();
        List<String> reload = List.of("POST files write", "POST signals");
        return Stream.of(
                /* { what happened, options, days later, requests after the look, starts } */
                Arguments.of((Change) _ -> {}, same, 0, List.of(), false),
                Arguments.of((Change) _ -> {}, same, 240, List.of(), false),
                Arguments.of((Change) _ -> {}, Map.of("work-mem", "8MB"), 0, reload, false),
                Arguments.of((Change) _ -> {}, same, 250, reload, false),
                Arguments.of((Change) pebble -> pebble.remove(Places.PATRONI_YML), same, 0, reload, false),
                Arguments.of((Change) ModelPebble::restart, same, 0, all(SEARCH, withoutFiles()), true),
                Arguments.of((Change) pebble -> pebble.stand("patroni", "backoff"), same, 0, List.of(), false),
                Arguments.of(
                        (Change) pebble -> pebble.stand("patroni", "inactive"),
                        same,
                        0,
                        List.of("POST services start", "GET changes"),
                        true),
                Arguments.of(
                        (Change) pebble -> pebble.stand("patroni", "error"),
                        Map.of("work-mem", "8MB"),
                        0,
                        List.of("POST files write", "POST services start", "GET changes"),
                        true));
    }

    private static List<String> withoutFiles() {
        return BEGIN.stream()
                .filter(request -> !request.equals("POST files write"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aRunningMemberIsChangedWhereItDiffers(
            Change change, Map<String, String> options, int days, List<String> requests, boolean starts) {
        converge();
        change.happen(container);
        container.asked();

        Standing standing = converge(options, NOW.plus(Duration.ofDays(days)));

        assertThat(container.asked()).isEqualTo(all(LOOK, requests));
        assertThat(started(standing)).isEqualTo(starts);
        converge(options, NOW.plus(Duration.ofDays(days)));
        assertThat(container.asked()).as("once more").isEqualTo(LOOK);
    }

    /// As when Pebble restarts in the middle of a hook.
    @Test
    void whereverTheConnectionBreaksItIsWaitedForAndTheNextHookGoesOn() {
        int requests = LOOK.size() + SEARCH.size() + BEGIN.size();
        for (int answered = 0; answered < requests; answered++) {
            container.restart();
            container.files().keySet().stream()
                    .filter(path -> path.startsWith(Places.CONF))
                    .toList()
                    .forEach(container::remove);
            container.cutAfter(answered);
            assertThat(converge())
                    .as("after %d requests", answered)
                    .isInstanceOfSatisfying(
                            Standing.Waits.class,
                            waits -> assertThat(waits.why()).contains("container is not ready"));
            container.asked();

            assertThat(converge()).isInstanceOf(Standing.Runs.class);
            assertThat(container.services()).containsExactly(Map.entry(PatroniLayer.PATRONI, "active"));
            container.asked();
            converge();
            assertThat(container.asked()).isEqualTo(LOOK);
        }
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                /* { what is wrong, words } */
                Arguments.of(
                        (Change) image -> image.remove("/opt/bin/patroni"),
                        "the image has no patroni in /opt/bin:/usr/bin"),
                Arguments.of(
                        (Change) image -> image.remove("/usr/bin/postgres"),
                        "the image has no postgres in /opt/bin:/usr/bin and /usr/lib/postgresql/*/bin"),
                Arguments.of(
                        (Change) image -> image.remove("/etc/passwd"),
                        "the image has no user to run PostgreSQL as: none of postgres, _daemon_"),
                Arguments.of(
                        (Change) image -> image.breakService("patroni"),
                        "Start service \"patroni\" (service start attempt: exited quickly with code 3, will ignore)"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatIsWrongWithTheImageIsTold(Change change, String words) {
        change.happen(container);
        assertThat(converge()).isEqualTo(new Standing.Stuck(words));
    }

    @Test
    void settingsThatDoNotFitTheContainerChangeNothing() {
        converge();
        container.asked();
        assertThat(converge(Map.of("shared-buffers", "2GB"), NOW))
                .isInstanceOfSatisfying(
                        Standing.Stuck.class, stuck -> assertThat(stuck.why()).contains("shared-buffers"));
        assertThat(container.asked()).isEqualTo(LOOK);
    }

    @Test
    void aContainerThatIsNotThereIsWaitedFor() throws IOException {
        container.close();
        assertThat(converge()).isInstanceOf(Standing.Waits.class);
    }
}
