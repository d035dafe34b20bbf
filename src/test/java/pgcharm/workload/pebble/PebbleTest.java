package pgcharm.workload.pebble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client and what a real Pebble answered, as recorded in the transcript that is named by its lines.
final class PebbleTest {
    @TempDir
    private Path directory;

    @Test
    void tellsWhichPebbleItIs() throws IOException {
        answering(1, pebble -> assertThat(pebble.systemInfo().version()).isEqualTo("v1.26.0"));
    }

    @Test
    void planAndServicesAreEmptyAtFirst() throws IOException {
        answering(3, pebble -> {
            assertThat(pebble.plan().services()).isEmpty();
            assertThat(pebble.services()).isEmpty();
        });
    }

    @Test
    void readsThePlan() throws IOException {
        answering(8, pebble -> {
            Plan plan = pebble.plan();

            assertThat(plan.services()).containsExactlyInAnyOrder("aux", "db", "flaky");
            assertThat(plan.checks()).containsExactlyInAnyOrder("cmd", "port", "web");
            assertThat(plan.command("db")).contains("sleep 3600");
            assertThat(plan.command("nope")).isEmpty();
            assertThat(plan.environment("db")).containsEntry("EMPTY", "").containsEntry("NUM", "1");
        });
    }

    @Test
    void waitsUntilAServiceHasStarted() throws IOException {
        answering(27, pebble -> pebble.start("db"));
    }

    @Test
    void goesOnWaitingWhenPebbleHasWaitedLongEnough() throws IOException {
        answering(49, pebble -> pebble.start("db"));
    }

    @Test
    void aServiceThatEndsAtOnceFailsInPebblesWords() throws IOException {
        answering(
                31,
                pebble -> assertFails(
                        () -> pebble.start("flaky"),
                        PebbleException.Kind.CHANGE_FAILED,
                        "Start service \"flaky\" (service start attempt: exited quickly with code 3, will ignore)"));
    }

    @Test
    void aServiceThatIsNotInThePlanIsRefused() throws IOException {
        answering(
                33,
                pebble -> assertFails(
                        () -> pebble.start("nope"),
                        PebbleException.Kind.REFUSED,
                        "cannot start nope: cannot start services: service \"nope\" does not exist"));
    }

    @Test
    void replansRestartsAndStops() throws IOException {
        answering(35, pebble -> {
            pebble.replan();
            pebble.restart("db");
            pebble.stop("aux", "db");
        });
    }

    @Test
    void tellsHowServicesStand() throws IOException {
        answering(
                26,
                pebble -> assertThat(pebble.services().values())
                        .hasSize(4)
                        .contains(new ServiceState("db", true, ServiceState.Current.INACTIVE)));
    }

    @Test
    void signalsReachRunningServicesOnly() throws IOException {
        answering(40, pebble -> {
            pebble.signal("SIGUSR1", "aux");
            assertFails(
                    () -> pebble.signal("SIGNOPE", "aux"),
                    PebbleException.Kind.REFUSED,
                    "cannot signal aux: cannot send signal to \"aux\": invalid signal name \"SIGNOPE\"");
            assertFails(
                    () -> pebble.signal("SIGHUP", "flaky"),
                    PebbleException.Kind.REFUSED,
                    "cannot signal flaky: cannot send signal to \"flaky\": service is not running");
        });
    }

    @Test
    void changesCanBeLookedUp() throws IOException {
        answering(28, pebble -> {
            assertThat(pebble.change("4").ready()).isFalse();
            assertFails(
                    () -> pebble.change("99999"),
                    PebbleException.Kind.REFUSED,
                    "cannot read change 99999: cannot find change with id \"99999\"");
        });
    }

    @Test
    void writesAFileWithModeAndOwner() throws IOException {
        FileOwner postgres = new FileOwner("postgres", "postgres");
        answering(111, pebble -> pebble.write(List.of(new FileToWrite("<DIR>/w/owned", "s3cret", 0600, postgres))));
    }

    @Test
    void readsThoseFilesThatExist() throws IOException {
        answering(
                113,
                pebble -> assertThat(pebble.read(List.of("<DIR>/w/sub/a.txt", "<DIR>/w/none")))
                        .containsOnly(Map.entry("<DIR>/w/sub/a.txt", "hello\n")));
    }

    @Test
    void listsADirectory() throws IOException {
        answering(115, pebble -> {
            assertThat(pebble.list("<DIR>/w", "*"))
                    .extracting(FileInfo::name, FileInfo::type, FileInfo::mode)
                    .containsExactly(
                            tuple("owned", FileInfo.Type.FILE, 0600), tuple("sub", FileInfo.Type.DIRECTORY, 0755));
            assertThat(pebble.list("<DIR>/w", "o*")).hasSize(1);
            assertThat(pebble.list("<DIR>/w/none", "*")).isEmpty();
        });
    }

    @Test
    void tellsHowChecksStand() throws IOException {
        answering(
                121,
                pebble -> assertThat(pebble.checks())
                        .containsEntry("web", new CheckState("web", CheckState.Status.UP, 0, 2))
                        .containsEntry("cmd", new CheckState("cmd", CheckState.Status.INACTIVE, 0, 3)));
    }

    @Test
    void readsNotices() throws IOException {
        answering(
                136,
                pebble -> assertThat(pebble.notices("custom", "example.com/failover"))
                        .singleElement()
                        .extracting(Notice::occurrences, Notice::data)
                        .containsExactly(2, Map.of("member", "db-0")));
    }

    @Test
    void whatIsNotRecordedIsNamed() {
        assertThatThrownBy(() -> answering(
                        1,
                        pebble -> assertThatThrownBy(() -> pebble.signal("SIGHUP", "unknown"))
                                .isInstanceOf(PebbleException.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("POST /v1/signals")
                .hasMessageContaining("unknown");
    }

    private void answering(int first, Consumer<Pebble> client) throws IOException {
        Path socket = directory.resolve("pebble.socket");
        try (FakePebble _ = FakePebble.from("pebble-transcript.jsonl", first, socket);
                Pebble pebble = Pebble.at(socket, Duration.ofSeconds(10), Duration.ofSeconds(10))) {
            client.accept(pebble);
        }
    }

    private static void assertFails(Runnable call, PebbleException.Kind kind, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        PebbleException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }
}
