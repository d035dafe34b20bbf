package pgcharm.local.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;

/// Puts plain bytecode in the place of those call sites that an AOT cache of JDK 25 does not hold: pattern switches,
/// and
/// `equals` and `hashCode` of records. Each would cost every hook a few milliseconds for classes made at run time.
/// (Lambdas and string concatenation are in the cache.)
public final class PlainCallSites {
    private static final ClassFile CLASS_FILE = ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    private PlainCallSites() {}

    /// @param arguments a jar and the jar to be written
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        try (InputStream file = Files.newInputStream(source);
                JarInputStream in = new JarInputStream(file);
                OutputStream target = Files.newOutputStream(Path.of(arguments[1]));
                JarOutputStream out = new JarOutputStream(target, in.getManifest())) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setLastModifiedTime(entry.getLastModifiedTime());
                byte[] content = in.readAllBytes();
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? in(content) : content);
            }
        }
    }

    /// The class file with plain call sites.
    static byte[] in(byte[] classFile) {
        ClassModel model = CLASS_FILE.parse(classFile);
        List<PlainMethod> methods = new ArrayList<>();
        CodeTransform replacing = (code, element) -> {
            Optional<PlainMethod> method = element instanceof InvokeDynamicInstruction call
                    ? PlainMethod.of(call, model, "plain$" + methods.size())
                    : Optional.empty();
            if (method.isPresent()) {
                methods.add(method.get());
                method.get().call(code);
            } else {
                code.with(element);
            }
        };
        ClassTransform adding = ClassTransform.endHandler(type -> addTo(type, methods));
        byte[] plain = CLASS_FILE.transformClass(
                model, ClassTransform.transformingMethodBodies(replacing).andThen(adding));
        return methods.isEmpty() ? classFile : plain;
    }

    private static void addTo(ClassBuilder type, List<PlainMethod> methods) {
        methods.forEach(method -> method.addTo(type));
    }
}
