package pgcharm.workload.pebble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers on a unix socket what Pebble 1.26.0 answered to the same request, each answer once and in their order. A
/// request that nobody recorded makes the test fail when this is closed.
public final class FakePebble implements AutoCloseable {
    private final List<Recording> left;
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final UnixHttpServer server;

    private FakePebble(List<Recording> recordings, Path socket) throws IOException {
        left = new ArrayList<>(recordings);
        server = new UnixHttpServer(socket, this::answer);
    }

    /// @param first number of the first recording to answer with
    public static FakePebble from(String transcript, int first, Path socket) throws IOException {
        return new FakePebble(
                Recording.transcript(transcript).stream().skip(first - 1L).toList(), socket);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (!unknown.isEmpty()) {
            throw new AssertionError("Pebble was asked what is not recorded: " + unknown);
        }
    }

    private synchronized Reply answer(UnixHttpServer.Request request) {
        for (Recording recording : left) {
            if (recording.answers(request)) {
                left.remove(recording);
                return recording.reply();
            }
        }
        String asked = request.method() + " " + request.target() + " " + Recording.body(request);
        unknown.add(asked);
        return new Reply(599, "text/plain", asked);
    }
}
