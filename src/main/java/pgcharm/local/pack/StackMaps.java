package pgcharm.local.pack;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/// Gives classes that were compiled for Java 5 the stack maps of newer ones. An AOT cache holds no class without: it
/// would have to be verified the old way, each time.
public final class StackMaps {
    private static final ClassFile CLASS_FILE = ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    private StackMaps() {}

    /// @param arguments a jar of the class path, and the directory for its classes
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        try (InputStream file = Files.newInputStream(Path.of(arguments[0]));
                JarInputStream in = new JarInputStream(file)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
                    Path target = directory.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.write(target, in(in.readAllBytes()));
                }
            }
        }
    }

    /// The class file as one for Java 6 or later.
    static byte[] in(byte[] classFile) {
        ClassModel model = CLASS_FILE.parse(classFile);
        if (model.majorVersion() > ClassFile.JAVA_5_VERSION) {
            return classFile;
        }
        ClassTransform newer = (type, element) -> type.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element);
        // a body is built anew only where it passes through a transform
        return CLASS_FILE.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(newer));
    }
}
