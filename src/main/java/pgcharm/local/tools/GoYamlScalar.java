package pgcharm.local.tools;

import java.util.regex.Pattern;

/// One string in YAML, in the style that the Go library chooses for it.
///
/// @param indent of the lines of a literal
record GoYamlScalar(String text, int indent, boolean isKey) {
    private static final Pattern NOT_A_STRING = Pattern.compile("""
        |~|null|Null|NULL|<<\
        |y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE\
        |\\.nan|\\.NaN|\\.NAN|[-+]?\\.(inf|Inf|INF)\
        |[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)\
        |[-+]?[0-9]*\\.?[0-9]+([eE][-+][0-9]+)?|[-+]?[0-9]+\\.([eE][-+][0-9]+)?\
        |[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?\
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?\
        """);
    private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

    GoYamlScalar(String text, int indent) {
        this(text, indent, false);
    }

    static GoYamlScalar key(String text) {
        return new GoYamlScalar(text, 0, true);
    }

    void write(StringBuilder out) {
        boolean multiline = text.indexOf('\n') >= 0;
        if (hasSpecialCharacters() || text.isEmpty() || (isKey && multiline)) {
            doubleQuoted(out);
        } else if (multiline) {
            literal(out);
        } else if (NOT_A_STRING.matcher(text).matches()) {
            doubleQuoted(out);
        } else if (isPlainAllowed()) {
            out.append(text);
        } else {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        }
    }

    private void literal(StringBuilder out) {
        out.append('|');
        if (text.startsWith(" ") || text.startsWith("\n")) {
            out.append(2);
        }
        if (!text.endsWith("\n")) {
            out.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            out.append('+');
        }
        int width = Math.max(indent, 2);
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            out.append('\n').append(line.isEmpty() ? "" : " ".repeat(width)).append(line);
        }
    }

    private void doubleQuoted(StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').appendCodePoint(c);
                case 0 -> out.append("\\0");
                case 7 -> out.append("\\a");
                case 8 -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case 0x0b -> out.append("\\v");
                case 0x0c -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case 0x1b -> out.append("\\e");
                case 0x85 -> out.append("\\N");
                case 0xa0 -> out.append("\\_");
                case 0x2028 -> out.append("\\L");
                case 0x2029 -> out.append("\\P");
                default -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(
                                c < 0x100
                                        ? String.format("\\x%02X", c)
                                        : c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08X", c));
                    }
                }
            }
        });
        out.append('"');
    }

    private boolean hasSpecialCharacters() {
        return text.codePoints().anyMatch(c -> c != '\n' && !isPrintable(c))
                || text.contains(" \n")
                || (text.indexOf('\n') >= 0 && text.endsWith(" "));
    }

    private static boolean isPrintable(int c) {
        return (c >= 0x20 && c < 0x7f)
                || (c > 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029)
                || (c >= 0xe000 && c < 0xfffe && c != 0xfeff);
    }

    private boolean isPlainAllowed() {
        char first = text.charAt(0);
        char second = text.length() > 1 ? text.charAt(1) : ' ';
        if (text.startsWith(" ") || text.endsWith(" ") || text.startsWith("---") || text.startsWith("...")) {
            return false;
        }
        if (INDICATORS.indexOf(first) >= 0 || ("-?:".indexOf(first) >= 0 && second == ' ')) {
            return false;
        }
        return !text.contains(": ") && !text.contains(" #") && !text.endsWith(":");
    }
}
