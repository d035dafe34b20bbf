package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuoteTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "O'Brien",
                "say \"x\"",
                "\\",
                "\\'",
                "'; DROP ROLE x; --",
                "$$ $1 ?",
                "%s",
                "a\nb",
                "ü🐘",
                ""
            })
    void keepsEveryValueWhateverTheServerThinksOfBackslashes(String value) throws SQLException {
        try (Sql root = Servers.newest().root("postgres")) {
            for (String conforming : new String[] {"on", "off"}) {
                root.run("SET standard_conforming_strings = " + conforming);
                String query = value.isEmpty()
                        ? "SELECT " + Quote.literal(value)
                        : "SELECT " + Quote.literal(value) + " AS " + Quote.identifier(value);
                assertThat(root.value(query)).isEqualTo(value);
            }
        }
    }

    @Test
    void refusesWhatNoStatementCanHold() {
        assertThatThrownBy(() -> Quote.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quote.identifier("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
