package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordSearchTest {
    private static final PasswordSearch SEARCH =
            new PasswordSearch(List.of("Zk3vQ8mNw1xYbT7c", "it's \"quoted\" 100% ü", "Zk3vQ8mNanother"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zk3vQ8mNw1xYbT7c",
                "PASSWORD 'Zk3vQ8mNw1xYbT7c' LOGIN",
                "x Zk3vQ8mNanother",
                "postgresql://u:it%27s%20%22quoted%22%20100%25%20%C3%BC@host/db",
                "{\"password\": \"it's \\\"quoted\\\" 100% ü\"}",
                "password: WmszdlE4bU53MXhZYlQ3Yw=="
            })
    void findsAPasswordInAnyForm(String text) {
        assertThat(SEARCH.find(text)).get().asString().contains("***").doesNotContain("w1xYbT7c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Zk3vQ8m", "Zk3vQ8mN", "Zk3vQ8mNw1xYbT7", "it's quoted 100% ü"})
    void findsNothingInWhatIsNoPassword(String text) {
        assertThat(SEARCH.find(text)).isEmpty();
    }

    @Test
    void showsTheTextAround() {
        assertThat(SEARCH.find("ALTER ROLE x PASSWORD 'Zk3vQ8mNw1xYbT7c'")).contains("ALTER ROLE x PASSWORD '***'");
    }
}
