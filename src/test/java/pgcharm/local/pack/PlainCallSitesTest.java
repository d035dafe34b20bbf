package pgcharm.local.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class PlainCallSitesTest {
    @Test
    void behavesAsBefore() throws ReflectiveOperationException {
        Object said = new Plain()
                .loadClass(Talk.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertThat(said).isNotInstanceOf(Talk.class);
        assertThat(((Supplier<?>) said).get()).isEqualTo(new Talk().get());
    }

    @Test
    void leavesNoneOfTheCallSitesThatTheCacheDoesNotHold() {
        assertThat(bootstraps(original(Talk.class.getName()))).contains("typeSwitch");
        assertThat(bootstraps(original(Point.class.getName()))).contains("bootstrap");

        assertThat(bootstraps(PlainCallSites.in(original(Talk.class.getName()))))
                .doesNotContain("typeSwitch");
        assertThat(bootstraps(PlainCallSites.in(original(Point.class.getName()))))
                .as("only toString is left")
                .containsExactly("bootstrap");
    }

    @Test
    void leavesOtherClassesUntouched() {
        byte[] original = original(PlainCallSitesTest.class.getName());

        assertThat(PlainCallSites.in(original)).isSameAs(original);
    }

    sealed interface Shape permits Point, Line, Nothing {}

    record Point(int x, long y, double z, boolean visible, String name) implements Shape {}

    record Line(Point from, Point to) implements Shape {}

    record Nothing() implements Shape {}

    /// Describes shapes with everything that is to be made plain.
    public static final class Talk implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            Point point = new Point(1, 2, 3.5, true, "a");
            Point same = new Point(1, 2, 3.5, true, "a");
            Point other = new Point(1, 2, Double.NaN, true, "a");
            return List.of(
                    describe(point),
                    describe(new Line(point, other)),
                    describe(new Line(other, point)),
                    describe(new Nothing()),
                    Boolean.toString(point.equals(same)),
                    Boolean.toString(point.equals(other)),
                    Boolean.toString(other.equals(new Point(1, 2, Double.NaN, true, "a"))),
                    Boolean.toString(point.equals((Object) "a")),
                    Boolean.toString(new Nothing().equals(new Nothing())),
                    Integer.toString(point.hashCode()),
                    Integer.toString(new Line(point, other).hashCode()),
                    Integer.toString(new Nothing().hashCode()));
        }

        private static String describe(Shape shape) {
            return switch (shape) {
                case Line(Point from, Point _) when from.z() > 1 -> "rising line";
                case Line line -> "line " + line;
                case Point(int x, long y, double _, boolean _, String name) -> name + x + y;
                case Nothing _ -> "nothing";
            };
        }
    }

    private static List<String> bootstraps(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        return model.methods().stream()
                .map(MethodModel::code)
                .flatMap(code -> code.stream().flatMap(CodeModel::elementStream))
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map((CodeElement element) ->
                        ((InvokeDynamicInstruction) element).bootstrapMethod().methodName())
                .toList();
    }

    private static byte[] original(String name) {
        String file = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(PlainCallSitesTest.class.getResourceAsStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads the classes of this test anew, made plain.
    private static final class Plain extends ClassLoader {
        Plain() {
            super(PlainCallSitesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PlainCallSitesTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] plain = PlainCallSites.in(original(name));
            return defineClass(name, plain, 0, plain.length);
        }
    }
}
