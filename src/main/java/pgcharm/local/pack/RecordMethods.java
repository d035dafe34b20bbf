package pgcharm.local.pack;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;

/// What `ObjectMethods.bootstrap` stands for.
final class RecordMethods {
    private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc HASH = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final MethodTypeDesc EQUALS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private RecordMethods() {}

    /// Writes the body of a method of a record.
    static void writeHashCode(CodeBuilder code, List<DirectMethodHandleDesc> components) {
        code.loadConstant(0);
        for (DirectMethodHandleDesc component : components) {
            code.loadConstant(31).imul();
            load(code, 0, component);
            code.invokestatic(OBJECTS, "hashCode", HASH).iadd();
        }
        code.ireturn();
    }

    /// Writes the body of a method of a record and another object.
    ///
    /// @param type of that method
    static void writeEquals(CodeBuilder code, MethodTypeDesc type, List<DirectMethodHandleDesc> components) {
        ClassDesc record = type.parameterType(0);
        Label different = code.newLabel();
        code.aload(1).instanceOf(record).ifeq(different);
        code.aload(1).checkcast(record).astore(2);
        for (DirectMethodHandleDesc component : components) {
            load(code, 0, component);
            load(code, 2, component);
            code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
        }
        code.loadConstant(1).ireturn().labelBinding(different).loadConstant(0).ireturn();
    }

    /// A component as an object: boxes compare and hash as records do with what is in them.
    private static void load(CodeBuilder code, int local, DirectMethodHandleDesc component) {
        ClassDesc type = component.invocationType().returnType();
        code.aload(local).getfield(component.owner(), component.methodName(), type);
        if (type.isPrimitive()) {
            ClassDesc box = box(TypeKind.from(type));
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
        }
    }

    private static ClassDesc box(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException("not a primitive value: " + kind);
        };
    }
}
