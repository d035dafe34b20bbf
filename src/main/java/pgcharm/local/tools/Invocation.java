package pgcharm.local.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;

/// A tool at work: its context, its words taken apart, and what several tools do with them.
record Invocation(HookContext context, ToolCall call, Flags.Parsed words, HookIo io) {

    Optional<String> argument(int position) {
        return words.argument(position);
    }

    String print(Object value) {
        return print(value, Format.SMART);
    }

    String print(Object value, Format otherwise) {
        Format format = words.value("format").map(Format::parse).orElse(otherwise);
        String text = format.print(value);
        Optional<String> file = words.value("output");
        if (file.isEmpty()) {
            return text;
        }
        try {
            Files.writeString(call.directory().resolve(file.get()), text);
        } catch (IOException e) {
            throw new ModelException("open " + file.get() + ": " + e.getMessage());
        }
        return "";
    }

    /// The relation named by `-r`, else that of the hook.
    Relation relation() {
        return words.value("r")
                .map(id -> parseRelation(id))
                .or(() -> context.relationHook().map(hook -> hook.relation()))
                .flatMap(context::relation)
                .orElseThrow(() -> new UsageException("no relation id specified"));
    }

    private static int parseRelation(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    }

    /// `key=value` words, none twice.
    Map<String, String> pairs(List<String> arguments) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new UsageException("expected \"key=value\", got \"" + argument + "\"");
            }
            if (pairs.put(argument.substring(0, equals), argument.substring(equals + 1)) != null) {
                throw new UsageException("key \"" + argument.substring(0, equals) + "\" specified more than once");
            }
        }
        return pairs;
    }

    /// The mapping in the file of `--file`, or on standard input for `-`.
    Map<String, String> fileOrInput() {
        Optional<String> file = words.value("file");
        if (file.isEmpty()) {
            return Map.of();
        }
        String text = file.get().equals("-")
                ? call.input().get()
                : readFile(call.directory().resolve(file.get()), file.get());
        return GoYamlMap.read(text, "map[string]string");
    }

    static String readFile(Path file, String shown) {
        return new String(readBytes(file, shown), StandardCharsets.UTF_8);
    }

    static byte[] readBytes(Path file, String shown) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            throw new ModelException("open " + shown + ": no such file or directory");
        } catch (IOException e) {
            throw new ModelException("open " + shown + ": " + e.getMessage());
        }
    }
}
