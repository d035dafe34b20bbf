package pgcharm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

final class JsonTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                /* { text, value } */
                Arguments.of("{}", Map.of()),
                Arguments.of(" [ ] \n", List.of()),
                Arguments.of("null", null),
                Arguments.of("[null,true,false]", Arrays.asList(null, true, false)),
                Arguments.of("{\"a\":{\"b\":[{}]}}", Map.of("a", Map.of("b", List.of(Map.of())))),
                Arguments.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00ü🙂\"", "\"\\/\b\f\n\r\té😀ü🙂"),
                Arguments.of("\"\\ud800\"", "\ud800"),
                Arguments.of("\"\"", ""),
                Arguments.of("0", 0),
                Arguments.of("-0", 0),
                Arguments.of("-12", -12),
                Arguments.of("2147483648", 2147483648L),
                Arguments.of("123456789012345678901234567890", 1.2345678901234568E29),
                Arguments.of("1.50", 1.5),
                Arguments.of("-2e-3", -0.002),
                Arguments.of("1E+2", 100.0));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isReadAsPlainValues(String text, @Nullable Object value) {
        assertThat(JsonText.read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "[1 2]",
                "1 2",
                "{} {}",
                "]",
                "nul",
                "True",
                "NaN",
                "+1",
                "01",
                "1.",
                ".5",
                "-",
                "1e",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "'a'",
                "{\"a\":1,\"a\":2}",
                "// a\n1",
                "\0",
                "\ufeff1",
                "[1]\0",
                "\u00a01"
            })
    void isRefusedWhereItIsNotJson(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void isRefusedWithoutRepeatingWhatMayBeSecret() {
        assertThatThrownBy(() -> JsonText.read("{\"password\":\"s3cret\" x"))
                .hasMessage("not JSON: no '}' at character 21");
    }

    @Test
    void isRefusedBeforeItExhaustsTheStack() {
        assertThat(JsonText.read("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        assertThatThrownBy(() -> JsonText.read("[{\"a\":".repeat(100_000)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("more than 200 levels");
    }

    @Test
    void isWrittenWithoutSpacesAndInTheOrderOfTheMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("b", Arrays.asList(1, 2L, 0.5, true, null, Map.of(), List.of()));
        map.put("a \"\\/\b\f\n\r\t\u0001\u001f\u007f", "ü🙂");

        assertThat(JsonText.write(map))
                .isEqualTo("{\"b\":[1,2,0.5,true,null,{},[]],"
                        + "\"a \\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001F\u007f\":\"ü🙂\"}");
    }

    /// Texts made of pieces of JSON are read as a known library reads them, or refused where it refuses them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isReadAsAnotherReaderReadsIt(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ObjectMapper other = new ObjectMapper();
        List<String> pieces = List.of(
                "[",
                "]",
                "[]",
                "{",
                "}",
                "{}",
                ",",
                ":",
                "\"a\":",
                "\"b\":",
                "\"c\"",
                "\"\\",
                "\\u00e9\"",
                "\"",
                "null",
                "true",
                "0",
                "-7",
                "1.5",
                "e3",
                " ",
                "\n",
                "ü");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(1 + random.nextInt(9), 0, pieces.size()).forEach(piece -> text.append(pieces.get(piece)));
            assertThat(read(text.toString())).as("%s", text).isEqualTo(readBy(other, text.toString()));
        }
    }

    /// As a list of one value; empty for what is refused.
    private static List<@Nullable Object> read(String text) {
        try {
            return Arrays.asList(JsonText.read(text));
        } catch (JsonException _) {
            return List.of();
        }
    }

    private static List<@Nullable Object> readBy(ObjectMapper other, String text) {
        try {
            return Arrays.asList(other.readerFor(Object.class)
                    .with(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .with(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .<@Nullable Object>readValue(text));
        } catch (JacksonException _) {
            return List.of();
        }
    }
}
