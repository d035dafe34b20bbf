package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The cluster's DNS: a file `/etc/hosts` that every container and this process read.
final class Hosts {
    /// One write of always the same length: no reader sees a half of it.
    private static final int LENGTH = 4096;

    private final Path file;
    private final Map<String, String> addresses = new TreeMap<>();

    Hosts(Path file) {
        this.file = file;
        write();
    }

    Path file() {
        return file;
    }

    /// @param name of a Service, or of a pod with its headless Service
    synchronized void set(String name, String address) {
        addresses.put(name, address);
        write();
    }

    synchronized void remove(String name) {
        addresses.remove(name);
        write();
    }

    private void write() {
        String text = addresses.entrySet().stream()
                .map(entry -> entry.getValue() + "\t" + names(entry.getKey()) + "\n")
                .collect(Collectors.joining("", "127.0.0.1\tlocalhost\n", ""));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > LENGTH) {
            throw new IllegalStateException("too many hosts");
        }
        ByteBuffer page = ByteBuffer.allocate(LENGTH);
        page.put(bytes);
        while (page.hasRemaining()) {
            page.put((byte) '\n');
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(page.flip(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String names(String name) {
        String qualified = name + "." + KubeApi.NAMESPACE + ".svc";
        return String.join(" ", qualified + ".cluster.local", qualified, name + "." + KubeApi.NAMESPACE, name);
    }
}
