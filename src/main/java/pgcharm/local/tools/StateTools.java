package pgcharm.local.tools;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.ModelException;

/// state-get, state-set, state-delete.
final class StateTools {
    private static final int KEY_LIMIT = 256;
    private static final int VALUE_LIMIT = 65536;

    private StateTools() {}

    static Map<String, Tool> all() {
        return Map.of(
                "state-get", new Tool(new Flags().output().flag("strict"), StateTools::get),
                "state-set", new Tool(new Flags().value("file"), StateTools::set),
                "state-delete", new Tool(new Flags(), StateTools::delete));
    }

    private static String get(Invocation call) {
        call.words().noMoreThan(1);
        String key = call.argument(0).filter(text -> !text.equals("-")).orElse("");
        Map<String, String> state = call.context().state();
        if (!key.isEmpty()) {
            if (call.words().has("strict") && !state.containsKey(key)) {
                throw new ModelException("\"" + key + "\" not found");
            }
            return call.print(state.getOrDefault(key, ""));
        }
        boolean asJson = "json".equals(call.words().value("format").orElse("smart"));
        return state.isEmpty() && asJson ? call.print(Optional.empty()) : call.print(state);
    }

    private static String set(Invocation call) {
        Map<String, String> pairs = call.pairs(call.words().arguments());
        Map<String, String> changes = new TreeMap<>(call.fileOrInput());
        changes.putAll(pairs);
        changes.forEach((key, value) -> {
            if (key.length() > KEY_LIMIT) {
                throw new ModelException("max allowed key length (" + KEY_LIMIT + ") exceeded");
            }
            if (value.length() > VALUE_LIMIT) {
                throw new ModelException("max allowed value length (" + VALUE_LIMIT + ") exceeded");
            }
        });
        Map<String, String> state = new TreeMap<>(call.context().state());
        state.putAll(changes);
        call.context().setState(state);
        return "";
    }

    private static String delete(Invocation call) {
        call.words().noMoreThan(1);
        Map<String, String> state = new TreeMap<>(call.context().state());
        state.remove(call.argument(0).orElse(""));
        call.context().setState(state);
        return "";
    }
}
