package pgcharm.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderDataTest {
    @Test
    void knowsTheRequestThatTheProviderSaw() {
        ProviderData provider = new ProviderData(Map.of("data", "{\"database\": \"shop\"}"));

        assertThat(provider.asked()).containsExactly(Map.entry("database", "shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "1"})
    void isNotHarmedByDataThatIsNone(String data) {
        assertThat(new ProviderData(Map.of("data", data)).asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{}", "[1]", "[{}]", "[{\"code\": \"x\"}]"})
    void isNotHarmedByAStatusThatIsNone(String status) {
        assertThat(new ProviderData(Map.of("status", status)).statuses()).isEmpty();
    }

    @Test
    void showsAStatusInOneLine() {
        ProviderData provider = new ProviderData(
                Map.of("status", "[{\"code\": 4001, \"message\": \"two\\nlines\", \"resolution\": \"write\\tone\"}]"));

        assertThat(provider.statuses()).extracting(ProviderStatus::text).containsExactly("two lines — write one");
    }

    @Test
    void printsNoPassword() {
        assertThat(new ProviderData(Map.of("password", "very-secret"))).hasToString("ProviderData[password]");
    }
}
