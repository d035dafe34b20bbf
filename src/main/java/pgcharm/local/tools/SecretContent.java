package pgcharm.local.tools;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pgcharm.local.model.ModelException;

/// The content given to secret-add and secret-set: `key=value`, `key#base64=…`, `key#file=…`, and a file that wins.
/// Values are kept in base64.
final class SecretContent {
    private static final String KEY = "[a-z](-?[a-z0-9]){2,}";
    private static final int LIMIT = 8 * 1024;

    private SecretContent() {}

    static Map<String, String> of(Invocation call, List<String> arguments) {
        Map<String, String> content = new TreeMap<>();
        for (String argument : arguments) {
            add(argument, content);
        }
        call.words().value("file").ifPresent(file -> addFile(file, content));
        return content;
    }

    private static void addFile(String file, Map<String, String> content) {
        Map<String, String> entries;
        try {
            entries = GoYamlMap.read(
                    Invocation.readFile(Path.of("/").resolve(absolute(file)), file), "secrets.SecretData");
        } catch (ModelException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        entries.forEach((key, value) -> put(key, value, content));
    }

    private static void add(String argument, Map<String, String> content) {
        String unpadded = argument.replaceAll("=+$", "");
        int equals = unpadded.indexOf('=');
        if (equals < 1) {
            throw new UsageException("key value \"" + argument + "\" not valid");
        }
        put(argument.substring(0, equals), argument.substring(equals + 1), content);
    }

    private static void put(String spec, String value, Map<String, String> content) {
        boolean encoded = spec.endsWith("#base64");
        boolean file = spec.endsWith("#file");
        String key = encoded || file ? spec.substring(0, spec.indexOf('#')) : spec;
        if (!key.matches(KEY)) {
            throw new UsageException("key \"" + key + "\" not valid");
        }
        if (encoded) {
            content.put(key, value);
            return;
        }
        byte[] bytes = file ? read(key, value) : value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LIMIT) {
            throw new UsageException("secret content for key \"" + key + "\" too large: " + bytes.length + " bytes");
        }
        content.put(key, Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] read(String key, String file) {
        try {
            return Invocation.readBytes(Path.of("/").resolve(absolute(file)), file);
        } catch (ModelException e) {
            throw new UsageException("reading content for secret key \"" + key + "\": " + e.getMessage());
        }
    }

    /// The agent opens these files, not the tool: relative to the agent's own directory they do not exist.
    private static String absolute(String file) {
        return file.startsWith("/") ? file : "/nonexistent/" + file;
    }
}
