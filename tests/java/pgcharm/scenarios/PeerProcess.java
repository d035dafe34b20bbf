package pgcharm.scenarios;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who is at the other end of a connection on this machine, from
/// [`/proc`](https://man7.org/linux/man-pages/man5/proc_net.5.html).
final class PeerProcess {
    private PeerProcess() {}

    static Optional<ProcessHandle> of(Socket accepted) throws IOException {
        Optional<String> inode = inode(accepted.getPort(), accepted.getLocalPort());
        return inode.isEmpty() ? Optional.empty() : holder("socket:[" + inode.get() + "]");
    }

    private static Optional<String> inode(int port, int remotePort) throws IOException {
        String local = ":%04X".formatted(port);
        String remote = ":%04X".formatted(remotePort);
        for (String table : List.of("/proc/net/tcp6", "/proc/net/tcp")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                Optional<String> found = lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[1].endsWith(local) && fields[2].endsWith(remote))
                        .map(fields -> fields[9])
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessHandle> holder(String socket) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // it has ended, or belongs to somebody else
        }
        return false;
    }
}
