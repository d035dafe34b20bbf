package pgcharm.local.charm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// Puts a charm into a unit's charm directory as Juju does: every file has a fresh mtime, and the mode of the zip less
/// the umask. A directory is taken as an unpacked charm; a file of it that nobody may write is not copied but linked.
public final class CharmFiles {
    private static final Set<PosixFilePermission> WRITABLE = PosixFilePermissions.fromString("-w--w--w-");

    private CharmFiles() {}

    public static void unpack(Path charm, Path directory) {
        try {
            delete(directory);
            Files.createDirectories(directory);
            if (Files.isDirectory(charm)) {
                copyTree(charm, directory);
            } else {
                unzip(charm, directory);
            }
        } catch (IOException e) {
            throw new CharmException("cannot unpack " + charm + " into " + directory + ": " + e.getMessage(), e);
        }
    }

    /// Only what a charm says of itself: the YAML files at its root.
    public static void unpackDescription(Path charm, Path directory) {
        try (ZipFile zip = ZipFile.builder().setPath(charm).get()) {
            delete(directory);
            Files.createDirectories(directory);
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.getName().matches("[a-z]+\\.yaml")) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        write(directory.resolve(entry.getName()), content, permissions(0644));
                    }
                }
            }
        } catch (IOException e) {
            throw new CharmException("cannot read charm " + charm + ": " + e.getMessage(), e);
        }
    }

    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void unzip(Path charm, Path directory) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(charm).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("entry outside the charm: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isUnixSymlink()) {
                    Files.createSymbolicLink(path, Path.of(zip.getUnixSymlink(entry)));
                    continue;
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    write(path, content, permissions(entry.getUnixMode() == 0 ? 0644 : entry.getUnixMode()));
                }
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path path = to.resolve(from.relativize(file).toString());
                if (attributes.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Files.readSymbolicLink(file));
                    return FileVisitResult.CONTINUE;
                }
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (Collections.disjoint(mode, WRITABLE) && linked(file, path)) {
                    return FileVisitResult.CONTINUE;
                }
                try (InputStream content = Files.newInputStream(file)) {
                    write(path, content, mode);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Not across file systems.
    private static boolean linked(Path file, Path link) {
        try {
            Files.createLink(link, file);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static void write(Path path, InputStream content, Set<PosixFilePermission> mode) throws IOException {
        try (OutputStream file = Channels.newOutputStream(Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(mode)))) {
            content.transferTo(file);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder letters = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < letters.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }
}
