package pgcharm.local.pack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// Packs a directory into a `.charm` file. Names are sorted, modes are 0755 or 0644, timestamps are fixed and links are
/// followed, so that the same files give the same bytes.
public final class CharmArchive {
    private static final int PROGRAM = 0100755;
    private static final int DATA = 0100644;
    private static final FileTime TIMESTAMP = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private CharmArchive() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.err));
    }

    static int run(List<String> arguments, PrintStream err) {
        if (arguments.size() != 2) {
            err.println("usage: CharmArchive <directory> <file.charm>");
            return 2;
        }
        Path directory = Path.of(arguments.getFirst());
        Path archive = Path.of(arguments.getLast());
        try {
            pack(directory, archive);
            return 0;
        } catch (IOException e) {
            err.println("cannot pack " + directory + " into " + archive + ": " + e);
            return 1;
        }
    }

    /// The archive appears whole or not at all.
    public static void pack(Path directory, Path archive) throws IOException {
        Path target = archive.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished));
                ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            for (Path path : filesOf(directory)) {
                add(zip, directory.relativize(path).toString(), path);
            }
        }
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(ZipArchiveOutputStream zip, String name, Path file) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(Files.isExecutable(file) ? PROGRAM : DATA);
        entry.setLastModifiedTime(TIMESTAMP);
        zip.putArchiveEntry(entry);
        Files.copy(file, zip);
        zip.closeArchiveEntry();
    }
}
