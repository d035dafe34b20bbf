package pgcharm.local.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class StackMapsTest {
    @Test
    void areGivenToAClassOfJava5() throws IOException {
        byte[] old = classFile(CommandLine.class);
        assertThat(ClassFile.of().parse(old).majorVersion()).isEqualTo(ClassFile.JAVA_5_VERSION);

        byte[] given = StackMaps.in(old);

        assertThat(ClassFile.of().parse(given).majorVersion()).isGreaterThan(ClassFile.JAVA_5_VERSION);
        assertThat(ClassFile.of().verify(given)).isEmpty();
    }

    @Test
    void areLeftAsTheyAreInANewerClass() throws IOException {
        byte[] newer = classFile(StackMapsTest.class);

        assertThat(StackMaps.in(newer)).isSameAs(newer);
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream file = Objects.requireNonNull(type.getResourceAsStream(name))) {
            return file.readAllBytes();
        }
    }
}
