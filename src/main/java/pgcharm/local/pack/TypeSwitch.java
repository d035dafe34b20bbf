package pgcharm.local.pack;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;

/// What `SwitchBootstraps.typeSwitch` stands for: the index of the first type, from a given index on, that a value is
/// of; the number of types where there is none; -1 for null.
final class TypeSwitch {
    private TypeSwitch() {}

    /// Writes the body of a method of the value and the index to start from.
    static void write(CodeBuilder code, List<ClassDesc> types) {
        Label notNull = code.newLabel();
        code.aload(0).ifnonnull(notNull).loadConstant(-1).ireturn().labelBinding(notNull);
        for (int i = 0; i < types.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(types.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }
}
