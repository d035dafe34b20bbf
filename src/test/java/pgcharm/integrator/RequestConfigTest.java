package pgcharm.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestConfigTest {
    @Test
    void asksForWhatIsSetAndTakesBackTheRest() {
        RequestConfig config = new RequestConfig(Map.of("database-name", "shop", "extra-user-roles", "createdb"));

        assertThat(config.request())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "database", "shop",
                        "extra-user-roles", "createdb",
                        "extra-group-roles", "",
                        "entity-type", "",
                        "entity-permissions", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[1]",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\"}]",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": [], \"more\": 1}]",
            })
    void findsMalformedPermissions(String permissions) {
        assertThat(new RequestConfig(Map.of("entity-permissions", permissions)).problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("entity-permissions is malformed: set"));
    }

    @Test
    void takesPermissionsAsTheInterfaceHasThem() {
        String permissions = "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": [\"SELECT\"]}]";

        assertThat(new RequestConfig(Map.of("entity-type", "GROUP", "entity-permissions", permissions)).problem())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "ROBOT", " USER"})
    void findsUnknownEntityTypes(String type) {
        assertThat(new RequestConfig(Map.of("entity-type", type)).problem()).isPresent();
    }
}
