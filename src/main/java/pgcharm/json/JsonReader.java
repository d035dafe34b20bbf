package pgcharm.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one text, once.
final class JsonReader {
    /// Deeper texts are refused before they exhaust the stack.
    static final int DEPTH = 200;

    private final String text;
    private int position;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object read() {
        Object value = value(0);
        end();
        return value;
    }

    Map<String, @Nullable Object> readObject() {
        space();
        if (next() != '{') {
            throw wrong("no object");
        }
        Map<String, @Nullable Object> object = object(0);
        end();
        return object;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEPTH) {
            throw wrong("more than " + DEPTH + " levels");
        }
        space();
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw wrong("no value");
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        position++;
        if (isNext('}')) {
            return object;
        }
        do {
            space();
            if (next() != '"') {
                throw wrong("no key");
            }
            String key = string();
            if (object.containsKey(key)) {
                throw wrong("a key twice");
            }
            expect(':');
            object.put(key, value(depth + 1));
        } while (isNext(','));
        expect('}');
        return object;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        position++;
        if (isNext(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (isNext(','));
        expect(']');
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        position++;
        int copied = position;
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            if (c == '\\') {
                string.append(text, copied, position);
                position++;
                string.append(escaped());
                copied = position + 1;
            }
            position++;
        }
        string.append(text, copied, position);
        position++;
        return string.toString();
    }

    private char escaped() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            position++;
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("an unknown escape");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private Number number() {
        int start = position;
        if (next() == '-') {
            position++;
        }
        if (next() == '0') {
            position++;
        } else {
            digits();
        }
        boolean whole = true;
        if (peek() == '.') {
            whole = false;
            position++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits();
        }
        String digits = text.substring(start, position);
        if (!whole || digits.length() > 18) {
            double number = Double.parseDouble(digits);
            if (Double.isInfinite(number)) {
                throw wrong("a number that is too large");
            }
            return number;
        }
        long number = Long.parseLong(digits);
        if (number != (int) number) {
            return number;
        }
        return (int) number;
    }

    private void digits() {
        if (!isDigit(next())) {
            throw wrong("no digit");
        }
        while (isDigit(peek())) {
            position++;
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw wrong("no value");
        }
        position += word.length();
        return value;
    }

    /// Whether this character stands here, after which it is passed.
    private boolean isNext(char wanted) {
        space();
        boolean here = peek() == wanted;
        if (here) {
            position++;
        }
        return here;
    }

    private void expect(char wanted) {
        if (!isNext(wanted)) {
            throw wrong("no '" + wanted + "'");
        }
    }

    private void space() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            position++;
        }
    }

    private char next() {
        if (position >= text.length()) {
            throw wrong("the end");
        }
        return text.charAt(position);
    }

    /// NUL at the end, which stands nowhere in JSON.
    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void end() {
        space();
        if (position < text.length()) {
            throw wrong("something behind the value");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private JsonException wrong(String why) {
        return new JsonException(why, position);
    }
}
