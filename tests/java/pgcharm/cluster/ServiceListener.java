package pgcharm.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A Service's address: connections are refused while nobody is behind it, else led to one of them. As with Kubernetes'
/// own proxy, a connection stays where it is when those behind the Service change.
final class ServiceListener implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final String address;
    private final int port;
    private volatile List<String> targets = List.of();
    private Optional<ServerSocket> socket = Optional.empty();

    ServiceListener(String address, int port) {
        this.address = address;
        this.port = port;
    }

    void lead(List<String> now) {
        targets = List.copyOf(now);
        if (now.isEmpty()) {
            close();
        } else if (socket.isEmpty()) {
            socket = Optional.of(open());
        }
    }

    @Override
    public void close() {
        socket.ifPresent(ServiceListener::closeQuietly);
        socket = Optional.empty();
    }

    private ServerSocket open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            Thread.ofVirtual().start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        List<String> now = new ArrayList<>(targets);
        if (now.isEmpty()) {
            closeQuietly(client);
            return;
        }
        String target = now.get(ThreadLocalRandom.current().nextInt(now.size()));
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.ofLiteral(target), port), CONNECT_MILLIS);
            InputStream fromServer = server.getInputStream();
            OutputStream toClient = client.getOutputStream();
            Thread.ofVirtual().start(() -> pass(fromServer, toClient, client, server));
            pass(client.getInputStream(), server.getOutputStream(), client, server);
        } catch (IOException _) {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private static void pass(InputStream from, OutputStream to, Socket client, Socket server) {
        try {
            from.transferTo(to);
        } catch (IOException _) {
            // one side is gone, and so is the other
        }
        closeQuietly(client);
        closeQuietly(server);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // it was only a test's connection
        }
    }
}
