package pgcharm.local.tools;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;

/// All the hook tools of one running hook.
public final class HookTools {
    private final HookContext context;
    private final HookIo io;
    private final Map<String, Tool> tools = new TreeMap<>();

    public HookTools(HookContext context, HookIo io) {
        this.context = context;
        this.io = io;
        tools.putAll(RelationTools.all(this::relationId));
        tools.putAll(SecretTools.all(this::relationId));
        tools.putAll(SecretReadTools.all());
        tools.putAll(StatusTools.all());
        tools.putAll(StateTools.all());
        tools.putAll(PortTools.all());
        tools.putAll(ActionTools.all());
        tools.putAll(UnitTools.all(this::relationId));
    }

    /// The names of all tools.
    public static Set<String> names() {
        Map<String, Tool> all = new TreeMap<>();
        all.putAll(RelationTools.all(text -> text));
        all.putAll(SecretTools.all(text -> text));
        all.putAll(SecretReadTools.all());
        all.putAll(StatusTools.all());
        all.putAll(StateTools.all());
        all.putAll(PortTools.all());
        all.putAll(ActionTools.all());
        all.putAll(UnitTools.all(text -> text));
        return Collections.unmodifiableSet(all.keySet());
    }

    public ToolAnswer run(ToolCall call) {
        Optional<Tool> tool = Optional.ofNullable(tools.get(call.tool()));
        if (tool.isEmpty()) {
            return ToolAnswer.error(1, "bad request: unknown hook command: " + call.tool());
        }
        if (call.words().contains("--help") || call.words().contains("-h")) {
            return ToolAnswer.of("Usage: " + call.tool() + " [options]\n");
        }
        try {
            Flags.Parsed words = tool.get().flags().parse(call.words());
            String printed = tool.get().body().apply(new Invocation(context, call, words, io));
            boolean needlessFormat =
                    words.value("format").isPresent() && !tool.get().flags().knows("output");
            return needlessFormat
                    ? new ToolAnswer(0, printed, "--format flag deprecated for command \"" + call.tool() + "\"")
                    : ToolAnswer.of(printed);
        } catch (UsageException e) {
            return ToolAnswer.error(2, String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            return ToolAnswer.error(1, String.valueOf(e.getMessage()));
        }
    }

    /// Checks a relation id while flags are parsed, as Juju does.
    private String relationId(String text) {
        String digits = text.substring(text.lastIndexOf(':') + 1);
        if (!digits.matches("-?[0-9]{1,9}")) {
            throw new UsageException("invalid relation id");
        }
        Optional<Relation> relation = context.relation(Integer.parseInt(digits));
        return relation.map(found -> Integer.toString(found.id()))
                .orElseThrow(() -> new UsageException("relation not found"));
    }
}
