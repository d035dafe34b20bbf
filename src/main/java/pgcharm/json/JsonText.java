package pgcharm.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) as plain values: `Map` with its keys in the order of the text, `List`, `String`, `Boolean`,
/// `Integer`, `Long` or `Double`, and null.
public final class JsonText {
    private JsonText() {}

    /// Strict: one value and nothing behind it, no key twice in an object, at most [JsonReader#DEPTH] levels.
    ///
    /// @throws JsonException for a text that is anything else
    public static @Nullable Object read(String text) {
        return new JsonReader(text).read();
    }

    /// @throws JsonException for a text that is not one object
    public static Map<String, @Nullable Object> readObject(String text) {
        return new JsonReader(text).readObject();
    }

    /// Without spaces; what is none of the values above is written as its text.
    public static String write(@Nullable Object value) {
        return new JsonWriter().write(value);
    }
}
