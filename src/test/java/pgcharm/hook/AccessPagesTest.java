package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pgcharm.json.JsonText;

final class AccessPagesTest {
    private static List<Map<String, String>> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("for", "database:" + number, "verdict", "é".repeat(number == 7 ? 600 : 60)))
                .toList();
    }

    @Test
    void aFewRowsAreOnePage() {
        assertThat(AccessPages.of(rows(3))).containsOnlyKeys("access", "json");
        assertThat(AccessPages.of(List.of()))
                .containsEntry("access", "nobody has access")
                .containsEntry("json", "[]");
    }

    @Test
    void noPageIsTooLongForAnArgumentAndNoRowIsLost() {
        Map<String, String> results = AccessPages.of(rows(1000));

        assertThat(results).containsKeys("access", "access-2", "json", "json-2");
        assertThat(results.values())
                .allSatisfy(text ->
                        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(128 * 1024));
        assertThat(IntStream.rangeClosed(1, results.size() / 2)
                        .mapToObj(page -> results.get("json" + (page == 1 ? "" : "-" + page)))
                        .flatMap(json ->
                                ((List<?>) Objects.requireNonNull(JsonText.read(String.valueOf(json)))).stream()))
                .isEqualTo(rows(1000));
    }
}
