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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlatJarTest {
    @TempDir
    private Path directory;

    @Test
    void holdsOfEachClassTheOneThatThisJavaTakes() throws IOException {
        assertThat(flat(Map.of(
                        "Both.class", "old",
                        "META-INF/versions/11/Both.class", "newer",
                        "META-INF/versions/21/Both.class", "newest",
                        "META-INF/versions/99/Both.class", "not yet",
                        "META-INF/versions/11/Added.class", "added",
                        "Plain.class", "plain")))
                .containsEntry("Both.class", "newest")
                .containsEntry("Added.class", "added")
                .containsEntry("Plain.class", "plain")
                .hasSize(4)
                .hasEntrySatisfying(
                        JarFile.MANIFEST_NAME,
                        manifest -> assertThat(manifest).contains("Kept: yes").doesNotContain("Multi-Release"));
    }

    private SortedMap<String, String> flat(Map<String, String> entries) throws IOException {
        Path source = directory.resolve("versions.jar");
        Path target = directory.resolve("flat.jar");
        try (OutputStream file = Files.newOutputStream(source);
                JarOutputStream jar = new JarOutputStream(file)) {
            add(jar, JarFile.MANIFEST_NAME, "Manifest-Version: 1.0\nMulti-Release: true\nKept: yes\n\n");
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                add(jar, entry.getKey(), entry.getValue());
            }
        }
        FlatJar.main(new String[] {source.toString(), target.toString()});
        SortedMap<String, String> content = new TreeMap<>();
        try (JarFile jar = new JarFile(target.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                content.put(
                        entry.getName(), new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }

    private static void add(JarOutputStream jar, String name, String content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }
}
