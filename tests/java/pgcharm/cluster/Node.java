package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The machine as a node of Kubernetes: a network for pods, and namespaces of which everything else is part. Those end
/// with this process, however it ends, and with them all mounts and processes; the network's bridge is removed at the
/// next start when it was left over.
///
/// Several can be at a time: each has a network of its own in the range for benchmarks, 198.18.0.0/15, which is
/// nobody's.
final class Node implements AutoCloseable {
    private static final int SLOTS = 8;
    private static final int FIRST_POD = 10;
    private static final int PODS = 240;
    private static final Path LOCKS = Path.of("/run/lock");

    private final Path directory;
    private final FileChannel lock;
    private final int slot;
    private final Namespaced namespaces;
    private int pods;

    private Node(Path directory, FileChannel lock, int slot, Namespaced namespaces) {
        this.directory = directory;
        this.lock = lock;
        this.slot = slot;
        this.namespaces = namespaces;
    }

    static Node start(Path directory) {
        for (int slot = 0; slot < SLOTS; slot++) {
            FileChannel channel = open(slot);
            if (isOurs(channel)) {
                return start(directory, channel, slot);
            }
        }
        throw new IllegalStateException("all " + SLOTS + " places for a cluster on this machine are taken");
    }

    private static Node start(Path directory, FileChannel lock, int slot) {
        Command.attempt(List.of("ip", "link", "delete", bridge(slot)));
        Command.run("ip", "link", "add", bridge(slot), "type", "bridge");
        Command.run("ip", "address", "add", address(slot, 1) + "/24", "dev", bridge(slot));
        Command.run("ip", "link", "set", bridge(slot), "up");
        // ends when this process no longer holds the other end of its input
        List<String> untilEnd =
                List.of("unshare", "--mount", "--pid", "--propagation", "private", "--fork", "--kill-child", "cat");
        return new Node(directory, lock, slot, Namespaced.start(untilEnd, 1, Map.of(), directory.resolve("node.log")));
    }

    private static FileChannel open(int slot) {
        try {
            Files.createDirectories(LOCKS);
            return FileChannel.open(LOCKS.resolve(bridge(slot)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(FileChannel channel) {
        try {
            FileLock taken = channel.tryLock();
            if (taken == null) {
                channel.close();
            }
            return taken != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bridge(int slot) {
        return "pgcharm" + slot;
    }

    private static String address(int slot, int number) {
        return "198.18." + slot + "." + number;
    }

    Path directory() {
        return directory;
    }

    String bridge() {
        return bridge(slot);
    }

    /// This machine's, as pods see it.
    String address() {
        return address(slot, 1);
    }

    String serviceRange() {
        return "198.19." + slot + ".0/24";
    }

    /// An address that no pod has had lately.
    String nextPodAddress() {
        return address(slot, FIRST_POD + pods++ % PODS);
    }

    Namespaced namespaces() {
        return namespaces;
    }

    /// Runs a command to its end where volumes are mounted.
    String run(String... command) {
        return Command.run(namespaces.entering("m", List.of(command)));
    }

    /// A process that ends with the node.
    ///
    /// @param parents how many processes the command starts before it, and one for the node
    Namespaced start(List<String> command, int parents, Path log) {
        return Namespaced.start(namespaces.entering("mp", command), parents, Map.of(), log);
    }

    /// A new file system of a limited size.
    ///
    /// @return its directory, for containers to mount
    Path volume(String name, String size) {
        Path volume = directory.resolve("volumes").resolve(name);
        run("mkdir", "-p", volume.toString());
        run("mount", "-t", "tmpfs", "-o", "mode=2775,gid=170,size=" + size, "volume", volume.toString());
        return volume;
    }

    /// Plugs a network namespace in.
    void connect(Namespaced pod, String address) {
        String device = "pgc" + slot + "-" + address.substring(address.lastIndexOf('.') + 1);
        Command.run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", "" + pod.pid());
        Command.run("ip", "link", "set", device, "master", bridge(), "up");
        for (String words : List.of(
                "link set lo up",
                "address add " + address + "/24 dev eth0",
                "link set eth0 up",
                "route add default via " + address())) {
            List<String> command = new ArrayList<>(List.of("ip"));
            command.addAll(List.of(words.split(" ")));
            Command.run(pod.entering("n", command));
        }
    }

    @Override
    public void close() {
        namespaces.close();
        Command.attempt(List.of("ip", "link", "delete", bridge()));
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
