package pgcharm.scenarios;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pgcharm.local.server.EmbeddedServer;

/// Stands between the charm and its server, hands on what both say, and counts the server's answers: one for each login
/// and one for each round trip. It knows PostgreSQL's
/// [messages](https://www.postgresql.org/docs/current/protocol-message-formats.html) just well enough for that.
/// Connections of this process itself are neither counted nor disturbed.
final class SqlProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;

    private final EmbeddedServer server;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> answers = new ArrayList<>();
    private End end = End.NONE;
    private int endAt;

    /// What happens in place of an answer that the server has given.
    enum End {
        NONE,
        /// The process that waits for it is killed.
        KILL,
        /// The connection is reset.
        RESET,
        /// Nothing, for ever.
        SILENCE
    }

    private SqlProxy(EmbeddedServer server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    static SqlProxy of(EmbeddedServer server) {
        try {
            SqlProxy proxy = new SqlProxy(server, new ServerSocket(0, 50, InetAddress.getByName(server.host())));
            Thread.ofPlatform().daemon().name("sql-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen in front of PostgreSQL", e);
        }
    }

    String endpoint() {
        return server.host() + ":" + socket.getLocalPort();
    }

    /// Counts anew and puts an end to the connection that gets the `n`th answer from now on, the first being 1.
    synchronized void end(End how, int n) {
        answers.clear();
        end = how;
        endAt = n;
    }

    /// Counts anew and disturbs nothing.
    void watch() {
        end(End.NONE, 0);
    }

    /// The answers since counting began, each by the commands that were completed with it.
    synchronized List<String> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().name("sql-proxy").start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket behind = new Socket(server.host(), server.port())) {
            open.add(client);
            open.add(behind);
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            DataInputStream asked = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            DataInputStream said = new DataInputStream(new BufferedInputStream(behind.getInputStream()));
            DataOutputStream ask = new DataOutputStream(behind.getOutputStream());
            DataOutputStream say = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            negotiate(asked, said, ask, say);
            Thread.ofPlatform().daemon().name("sql-proxy").start(() -> forward(asked, ask, behind));
            answer(client, said, say);
        } catch (IOException _) {
            // one side has gone: closing the other tells it so
        }
    }

    /// The first message has no type; a server without TLS answers a request for it with one byte.
    private static void negotiate(
            DataInputStream asked, DataInputStream said, DataOutputStream ask, DataOutputStream say)
            throws IOException {
        int length = asked.readInt();
        int code = asked.readInt();
        ask.writeInt(length);
        ask.writeInt(code);
        if (code == SSL_REQUEST) {
            say.writeByte(said.readByte());
            say.flush();
        }
    }

    private static void forward(DataInputStream asked, DataOutputStream ask, Socket behind) {
        try (behind) {
            asked.transferTo(ask);
        } catch (IOException _) {
            // the server has gone, or the client has
        }
    }

    private void answer(Socket client, DataInputStream said, DataOutputStream say) throws IOException {
        Optional<ProcessHandle> process = PeerProcess.of(client);
        boolean counted = process.filter(ProcessHandle.current()::equals).isEmpty();
        List<String> completed = new ArrayList<>();
        while (true) {
            byte type = said.readByte();
            int length = said.readInt();
            byte[] content = said.readNBytes(length - Integer.BYTES);
            if (type == 'C') {
                completed.add(new String(content, 0, content.length - 1, StandardCharsets.UTF_8));
            }
            if (type == 'Z' && counted) {
                switch (counted(completed.isEmpty() ? "login" : String.join(", ", completed))) {
                    case NONE -> {}
                    case KILL -> {
                        ProcessHandle waiting = process.orElseThrow();
                        waiting.destroyForcibly();
                        waiting.onExit().join();
                        return;
                    }
                    case RESET -> {
                        client.setSoLinger(true, 0);
                        return;
                    }
                    case SILENCE -> {
                        client.getInputStream().transferTo(OutputStream.nullOutputStream());
                        return;
                    }
                }
                completed.clear();
            }
            say.writeByte(type);
            say.writeInt(length);
            say.write(content);
            if (said.available() == 0) {
                say.flush();
            }
        }
    }

    private synchronized End counted(String answer) {
        answers.add(answer);
        return answers.size() == endAt ? end : End.NONE;
    }
}
