package pgcharm.local.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlatJarTest {
    @TempDir
    private Path directory;

    @Test
    void holdsOfEachClassTheOneThatThisJavaTakes() throws IOException {
        Path jar = jar(
                "versions.jar",
                Map.of(
                        JarFile.MANIFEST_NAME,
                        "Manifest-Version: 1.0\nMulti-Release: true\n\n",
                        "Both.class",
                        "old",
                        "META-INF/versions/11/Both.class",
                        "newer",
                        "META-INF/versions/21/Both.class",
                        "newest",
                        "META-INF/versions/99/Both.class",
                        "not yet",
                        "META-INF/versions/11/Added.class",
                        "added",
                        "Plain.class",
                        "plain"));

        assertThat(flat(jar))
                .containsEntry("Both.class", "newest")
                .containsEntry("Added.class", "added")
                .containsEntry("Plain.class", "plain")
                .hasSize(4)
                .hasEntrySatisfying(
                        JarFile.MANIFEST_NAME, manifest -> assertThat(manifest).doesNotContain("Multi-Release"));
    }

    @Test
    void offersTheServicesOfAllItsJars() throws IOException {
        Path one = jar("one.jar", Map.of("META-INF/services/a.Service", "one.Of", "both.Class", "first"));
        Path two = jar("two.jar", Map.of("META-INF/services/a.Service", "two.Of\n", "both.Class", "second"));

        assertThat(flat(one, two))
                .containsEntry("META-INF/services/a.Service", "one.Of\ntwo.Of\n")
                .containsEntry("both.Class", "first");
    }

    @Test
    void keepsLicencesAndNoticesOfEachJarAndNoSignature() throws IOException {
        Path one = jar("one.jar", Map.of("META-INF/LICENSE", "Apache", "META-INF/NOTICE.txt", "by one"));
        Path two = jar("two.jar", Map.of("LICENSE.txt", "MIT", "META-INF/KEY.SF", "signed", "META-INF/KEY.RSA", "key"));

        assertThat(flat(one, two))
                .containsEntry("META-INF/licenses/one.jar/LICENSE", "Apache")
                .containsEntry("META-INF/licenses/one.jar/NOTICE.txt", "by one")
                .containsEntry("META-INF/licenses/two.jar/LICENSE.txt", "MIT")
                .hasSize(4);
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path source = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(source);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return source;
    }

    private SortedMap<String, String> flat(Path... jars) throws IOException {
        Path target = directory.resolve("flat.jar");
        FlatJar.main(Stream.concat(Stream.of(target), Stream.of(jars))
                .map(Path::toString)
                .toArray(String[]::new));
        SortedMap<String, String> content = new TreeMap<>();
        try (JarFile jar = new JarFile(target.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                content.put(
                        entry.getName(), new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }
}
