package pgcharm.workload.pebble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with the way to Pebble means that the container is not ready, in time.
@Timeout(30)
final class ContainerNotReadyTest {
    @TempDir
    private Path directory;

    @Test
    void aSocketThatIsAbsent() {
        assertNotReady(directory.resolve("none"), "there is no such socket");
    }

    @Test
    void aSocketThatNobodyListensTo() throws IOException {
        Path socket = directory.resolve("left-over");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();

        assertNotReady(socket, "it refuses connections");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"type\":"
            })
    void aConnectionThatBreaks(String before) throws IOException {
        Path socket = directory.resolve("breaks");
        try (ServerSocketChannel server = listening(socket)) {
            Thread.ofVirtual().start(() -> answerAndClose(server, before));
            assertNotReady(socket, "the connection broke");
        }
    }

    @Test
    void aPebbleThatHangs() throws IOException {
        Path socket = directory.resolve("hangs");
        try (ServerSocketChannel _ = listening(socket)) {
            assertNotReady(socket, "no answer within 300 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 text/plain starting",
                "502 text/html <html>",
                "400 application/json {\"type\":\"error\",\"status-code\":400,\"result\":{\"message\":\"going down\",\"kind\":\"daemon-restart\"}}"
            })
    void aPebbleThatIsRestarting(String answer) throws IOException {
        String[] parts = answer.split(" ", 3);
        Path socket = directory.resolve("restarting");
        Reply reply = new Reply(Integer.parseInt(parts[0]), parts[1], parts[2]);
        try (UnixHttpServer _ = new UnixHttpServer(socket, _ -> reply)) {
            assertNotReady(socket, "it answers with status " + parts[0]);
        }
    }

    @Test
    void aServiceThatTakesTooLongGoesOnByItself() throws IOException {
        Path socket = directory.resolve("slow");
        Reply begun = new Reply(202, "application/json", "{\"type\":\"async\",\"change\":\"7\"}");
        Reply waited = new Reply(
                504, "application/json", "{\"type\":\"error\",\"result\":{\"message\":\"timed out waiting\"}}");
        try (UnixHttpServer _ =
                        new UnixHttpServer(socket, request -> request.method().equals("POST") ? begun : waited);
                Pebble pebble = Pebble.at(socket, Duration.ofSeconds(5), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> pebble.start("db"))
                    .isInstanceOf(PebbleException.class)
                    .hasMessageStartingWith("start db: not done after");
        }
    }

    @Test
    void whatAFileHoldsIsInNoText() throws IOException {
        FileToWrite file = new FileToWrite("/etc/secret", "hunter2", 0600, FileOwner.ROOT);
        Reply refused = new Reply(
                200,
                "application/json",
                "{\"type\":\"sync\",\"result\":[{\"path\":\"/etc/secret\",\"error\":{\"kind\":\"generic-file-error\","
                        + "\"message\":\"write /etc/secret: no space left on device\"}}]}");
        Path socket = directory.resolve("full");
        try (UnixHttpServer _ = new UnixHttpServer(socket, _ -> refused);
                Pebble pebble = pebble(socket)) {
            assertThatThrownBy(() -> pebble.write(List.of(file)))
                    .hasMessage("cannot write /etc/secret: write /etc/secret: no space left on device");
        }
        assertThat(file.toString()).doesNotContain("hunter2");
    }

    private static void assertNotReady(Path socket, String why) {
        try (Pebble pebble = pebble(socket)) {
            assertThatThrownBy(pebble::services)
                    .isInstanceOfSatisfying(
                            PebbleException.class, e -> assertThat(e.kind()).isEqualTo(PebbleException.Kind.NOT_READY))
                    .hasMessage("the container is not ready: " + socket + ": " + why);
        }
    }

    private static Pebble pebble(Path socket) {
        return Pebble.at(socket, Duration.ofMillis(300), Duration.ofSeconds(1));
    }

    private static ServerSocketChannel listening(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static void answerAndClose(ServerSocketChannel server, String answer) {
        try (SocketChannel connection = server.accept()) {
            connection.read(ByteBuffer.allocate(64_000));
            connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException _) {
            // the test ends without its client
        }
    }
}
