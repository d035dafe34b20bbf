package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Password;

final class ConnectionUriTest {
    @Test
    void namesUserPasswordHostPortAndDatabase() {
        assertThat(ConnectionUri.of(Example.CREDENTIALS, "pg-1.example:5432")).isEqualTo(Example.URI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-._~",
                "it's",
                "\"",
                "\\",
                "{}",
                "%",
                "%41",
                "@",
                ":",
                "/",
                "#",
                "?",
                "a b",
                "+",
                "*",
                "&=;,$!()[]",
                "<>|^`",
                "Grüße 漢字 🙂",
                "\t\n",
                "postgresql://u:p@h/d?sslmode=disable#x"
            })
    void everyPartReadsBackAsItWas(String text) {
        URI uri = URI.create(ConnectionUri.of(new Credentials(text, text, new Password(text)), "[::1]:5432"));
        assertThat(uri.getScheme()).isEqualTo("postgresql");
        assertThat(uri.getHost()).isEqualTo("[::1]");
        assertThat(uri.getPort()).isEqualTo(5432);
        assertThat(uri.getUserInfo()).isEqualTo(text + ":" + text);
        assertThat(uri.getPath()).isEqualTo("/" + text);
        assertThat(Optional.ofNullable(uri.getRawQuery())).isEmpty();
        assertThat(Optional.ofNullable(uri.getRawFragment())).isEmpty();
        assertThat(uri.getRawUserInfo().chars().filter(c -> c == ':')).hasSize(1);
    }
}
