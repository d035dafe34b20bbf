package pgcharm.local.pack;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A method that does what a call site would do.
///
/// @param owner the class that the call site is in, an interface or not
record PlainMethod(ClassDesc owner, boolean inInterface, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    /// @return empty where the call site stays as it is
    static Optional<PlainMethod> of(InvokeDynamicInstruction call, ClassModel model, String name) {
        return body(call)
                .map(body -> new PlainMethod(
                        model.thisClass().asSymbol(),
                        model.flags().has(AccessFlag.INTERFACE),
                        name,
                        call.typeSymbol(),
                        body));
    }

    private static Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        String factory = bootstrap.owner().displayName() + "." + bootstrap.methodName();
        List<ConstantDesc> arguments = call.bootstrapArgs();
        if (factory.equals("SwitchBootstraps.typeSwitch") && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
            return Optional.of(code -> TypeSwitch.write(
                    code, arguments.stream().map(ClassDesc.class::cast).toList()));
        }
        if (factory.equals("ObjectMethods.bootstrap")) {
            List<DirectMethodHandleDesc> components = arguments.stream()
                    .skip(2)
                    .map(DirectMethodHandleDesc.class::cast)
                    .toList();
            return switch (call.name().stringValue()) {
                case "equals" -> Optional.of(code -> RecordMethods.writeEquals(code, call.typeSymbol(), components));
                case "hashCode" -> Optional.of(code -> RecordMethods.writeHashCode(code, components));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    void call(CodeBuilder code) {
        code.invokestatic(owner, name, type, inInterface);
    }

    void addTo(ClassBuilder builder) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        builder.withMethodBody(name, type, flags, body);
    }
}
