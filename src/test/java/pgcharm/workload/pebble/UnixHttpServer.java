package pgcharm.workload.pebble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// HTTP/1.1 on a unix socket, as much as Pebble's clients need.
final class UnixHttpServer implements AutoCloseable {
    /// @param target path and query
    /// @param headers by their names in small letters
    /// @param octets the body, one char for each byte
    record Request(String method, String target, Map<String, String> headers, String octets) {}

    /// Thrown instead of an answer: the connection ends.
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final Function<Request, Reply> answers;

    UnixHttpServer(Path socket, Function<Request, Reply> answers) throws IOException {
        this.socket = socket;
        this.answers = answers;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            String start = line(in);
            while (!start.isEmpty()) {
                Reply reply = answers.apply(request(start, in));
                String head = "HTTP/1.1 " + reply.status() + " Status\r\nContent-Type: " + reply.contentType()
                        + "\r\nContent-Length: " + reply.octets().length() + "\r\n\r\n";
                ByteBuffer bytes = ByteBuffer.wrap((head + reply.octets()).getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    connection.write(bytes);
                }
                start = line(in);
            }
        } catch (IOException | Cut _) {
            // the client went, or is sent away
        }
    }

    private static Request request(String start, InputStream in) throws IOException {
        String[] words = start.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(words[0], words[1], headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
