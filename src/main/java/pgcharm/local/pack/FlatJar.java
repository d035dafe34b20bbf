package pgcharm.local.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Makes a plain jar of one for several versions of Java: of each class the one that this Java takes. An AOT cache
/// holds
/// no class from below `META-INF/versions`, and a hook that loads one opens every jar for it.
public final class FlatJar {
    private FlatJar() {}

    /// @param arguments a jar and the jar to be written
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        try (JarFile in = new JarFile(source.toFile(), false, JarFile.OPEN_READ, Runtime.version());
                OutputStream target = Files.newOutputStream(Path.of(arguments[1]));
                JarOutputStream out = new JarOutputStream(target)) {
            for (JarEntry entry :
                    in.versionedStream().filter(found -> !found.isDirectory()).toList()) {
                copy(in, entry, out);
            }
        }
    }

    private static void copy(JarFile in, JarEntry entry, JarOutputStream out) throws IOException {
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        try (InputStream content = in.getInputStream(entry)) {
            if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                plain(new Manifest(content)).write(out);
            } else {
                content.transferTo(out);
            }
        }
        out.closeEntry();
    }

    private static Manifest plain(Manifest manifest) {
        manifest.getMainAttributes().remove(Attributes.Name.MULTI_RELEASE);
        return manifest;
    }
}
