package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void alignsColumnsAndTrimsLines() {
        assertThat(TextTable.of(List.of(row("client", "blog", "verdict", "served"), row("client", "a", "verdict", ""))))
                .isEqualTo("""
                        client  verdict
                        blog    served
                        a       -""");
    }

    @Test
    void noCellBreaksALineOrReachesTheTerminal() {
        assertThat(TextTable.of(List.of(row("a", "x\ny\u001b[31m", "b", "z"))).lines())
                .containsExactly("a         b", "x?y?[31m  z");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(TextTable.of(List.of())).isEqualTo("nobody has access");
    }

    private static Map<String, String> row(String firstKey, String first, String secondKey, String second) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(firstKey, first);
        row.put(secondKey, second);
        return row;
    }
}
