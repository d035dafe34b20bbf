package pgcharm.local.psql;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The other text that libpq takes where a URI may stand: `host=h dbname='my database'`. In a value `\` makes the next
/// character an ordinary one.
final class KeywordValues {
    private static final Pattern KEYWORD = Pattern.compile("\\s*(\\w+)\\s*(=?)\\s*");
    private static final Pattern VALUE = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*)");

    private KeywordValues() {}

    static Map<String, String> parse(String text) {
        Map<String, String> values = new TreeMap<>();
        Matcher keyword = KEYWORD.matcher(text);
        Matcher value = VALUE.matcher(text);
        int next = 0;
        while (next < text.stripTrailing().length()) {
            if (!keyword.region(next, text.length()).lookingAt()
                    || keyword.group(2).isEmpty()) {
                throw new PsqlException(
                        "missing \"=\" after \"" + text.substring(next) + "\" in connection info string");
            }
            value.region(keyword.end(), text.length());
            if (!value.lookingAt() || text.startsWith("'", value.end())) {
                throw new PsqlException("unterminated quoted string in connection info string");
            }
            String quoted = value.group(1);
            values.put(keyword.group(1), (quoted == null ? value.group(2) : quoted).replaceAll("\\\\(.)", "$1"));
            next = value.end();
        }
        return values;
    }
}
