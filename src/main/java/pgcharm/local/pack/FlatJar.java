package pgcharm.local.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes one plain jar of one or many, each of which may be for several versions of Java: of each class the one that
/// this Java takes. An AOT cache holds no class from below `META-INF/versions`, and a hook that loads one opens every
/// jar for it; and every start looks at each jar of the class path.
///
/// Services of all jars are kept, and licences and notices, each below the name of its jar. Signatures of jars are not,
/// which hold for the jar as it was.
public final class FlatJar {
    private static final String MANIFEST = "Manifest-Version: 1.0\r\n\r\n";
    private static final Pattern SERVICE = Pattern.compile("META-INF/services/.*");
    private static final Pattern LICENCE = Pattern.compile("(?:META-INF/)?(?:LICENSE|NOTICE)[^/]*");
    private static final Pattern LEFT_OUT = Pattern.compile("module-info\\.class|META-INF/"
            + "(?:MANIFEST\\.MF|INDEX\\.LIST|DEPENDENCIES|maven/.*|[^/]+\\.(?:SF|DSA|RSA|EC))");

    private FlatJar() {}

    /// @param arguments the jar to be written, and those it is made of: of what several have, the first is taken
    public static void main(String[] arguments) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            read(Path.of(jar), entries);
        }
        try (OutputStream target = Files.newOutputStream(Path.of(arguments[0]));
                JarOutputStream out = new JarOutputStream(target)) {
            write(out, JarFile.MANIFEST_NAME, MANIFEST);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                write(out, entry.getKey(), entry.getValue());
            }
        }
    }

    /// @param entries by name, sorted, so that the same jars make the same jar; one char for each byte
    private static void read(Path jar, Map<String, String> entries) throws IOException {
        try (JarFile in = new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version());
                Stream<JarEntry> found = in.versionedStream()) {
            for (JarEntry entry : found.filter(FlatJar::isKept).toList()) {
                String name = entry.getName();
                Matcher licence = LICENCE.matcher(name);
                String kept = licence.matches()
                        ? "META-INF/licenses/" + jar.getFileName() + "/" + name.replaceFirst("^META-INF/", "")
                        : name;
                try (InputStream content = in.getInputStream(entry)) {
                    entries.merge(
                            kept,
                            new String(content.readAllBytes(), StandardCharsets.ISO_8859_1),
                            (first, next) ->
                                    SERVICE.matcher(name).matches() ? first.stripTrailing() + "\n" + next : first);
                }
            }
        }
    }

    private static boolean isKept(JarEntry entry) {
        return !entry.isDirectory() && !LEFT_OUT.matcher(entry.getName()).matches();
    }

    private static void write(JarOutputStream out, String name, String content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        out.closeEntry();
    }
}
