package pgcharm.local.psql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the server says when a statement without rows is done: `INSERT 0 1`, `CREATE TABLE`.
final class CommandTag {
    private static final Pattern WORDS = Pattern.compile("\\s*([a-zA-Z]+)(?:\\s+([a-zA-Z]+))?(?:\\s+([a-zA-Z]+))?");
    private static final List<String> WITH_OBJECT = List.of("CREATE", "DROP", "ALTER", "REASSIGN", "REFRESH");
    private static final List<String> ATTRIBUTES =
            List.of("OR", "TEMP", "TEMPORARY", "UNLOGGED", "UNIQUE", "MATERIALIZED");

    private CommandTag() {}

    static String of(String sql, long count) {
        Matcher words = WORDS.matcher(sql);
        if (!words.lookingAt()) {
            return "";
        }
        String verb = words.group(1).toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "INSERT" -> "INSERT 0 " + count;
            case "UPDATE", "DELETE", "MERGE", "SELECT", "COPY", "FETCH", "MOVE" -> verb + " " + count;
            case "TRUNCATE" -> "TRUNCATE TABLE";
            case "START" -> "START TRANSACTION";
            default -> WITH_OBJECT.contains(verb) ? verb + " " + object(words) : verb;
        };
    }

    private static String object(Matcher words) {
        String second = upper(words.group(2));
        String third = upper(words.group(3));
        return switch (second) {
            case "MATERIALIZED" -> "MATERIALIZED VIEW";
            case "USER", "GROUP" -> "ROLE";
            case "OWNED" -> "OWNED";
            case "DEFAULT" -> "DEFAULT PRIVILEGES";
            default -> ATTRIBUTES.contains(second) ? third : second;
        };
    }

    private static String upper(@Nullable String word) {
        return word == null ? "" : word.toUpperCase(Locale.ROOT);
    }
}
