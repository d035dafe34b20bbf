package pgcharm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pgcharm.local.charm.CharmFiles;

/// What the containers of a pod mount, as `tests/cluster/container` wants it. Volumes outlive their pods.
final class PodDirectory {
    /// As in metadata.yaml, with the sizes that tests need.
    private static final List<String> VOLUMES = List.of("data", "logs", "temp", "archive");

    private static final String VOLUME_SIZE = "400m";
    private static final long MEMORY = 1L << 29;
    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            postgres:x:584788:584788:PostgreSQL:/var/lib/pg:/bin/sh
            """;
    private static final String GROUP = """
            root:x:0:
            nogroup:x:65534:
            postgres:x:584788:
            """;

    private PodDirectory() {}

    static Path prepare(Node node, Hosts hosts, String pod) {
        Path directory = node.directory().resolve("pods").resolve(pod);
        try {
            for (String part : List.of("etc", "secrets", "cgroup", "volumes")) {
                Files.createDirectories(directory.resolve(part));
            }
            CharmFiles.delete(directory.resolve("socket"));
            Files.createDirectories(directory.resolve("socket"));
            Files.writeString(directory.resolve("etc/passwd"), PASSWD);
            Files.writeString(directory.resolve("etc/group"), GROUP);
            Files.writeString(directory.resolve("cgroup/memory.max"), MEMORY + "\n");
            Files.writeString(directory.resolve("cgroup/cpu.max"), "200000 100000\n");
            link(directory.resolve("hosts"), hosts.file());
            for (String volume : VOLUMES) {
                Path mounted = directory.resolve("volumes").resolve(volume);
                if (!Files.isSymbolicLink(mounted)) {
                    link(mounted, node.volume(pod + "-" + volume, VOLUME_SIZE));
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, target);
        }
    }
}
