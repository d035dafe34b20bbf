package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        // text, as it is printed
        "db.example.org, db.example.org:5432",
        "db.example.org:6432, db.example.org:6432",
        "' 10.0.0.1:1 ', 10.0.0.1:1",
        "my_host-1:65535, my_host-1:65535",
        "[::1], [::1]:5432",
        "[fe80::1%eth0]:5433, [fe80::1%eth0]:5433"
    })
    void readsHostAndPort(String text, String printed) {
        assertThat(Endpoint.of(text)).map(Endpoint::toString).contains(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":5432",
                "host:",
                "host:0",
                "host:65536",
                "host:port",
                "::1",
                "a b",
                "host/db",
                "u@host",
                "h?x=1"
            })
    void takesNothingElse(String text) {
        assertThat(Endpoint.of(text)).isEmpty();
    }
}
