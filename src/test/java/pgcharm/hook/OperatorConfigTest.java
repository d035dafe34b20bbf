package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Attribute;
import pgcharm.access.Policy;

final class OperatorConfigTest {
    @Test
    void withoutOptionsClientsGetTheirOwnDatabaseAndNoMore() {
        assertThat(OperatorConfig.policy(Map.of(), true))
                .isEqualTo(new Policy(false, Set.of(), Set.of(), Set.of(), true));
        assertThat(OperatorConfig.problem(Map.of())).isEmpty();
        assertThat(OperatorConfig.externalEndpoints(Map.of())).isEmpty();
    }

    @Test
    void optionsWiden() {
        Map<String, String> config = Map.of(
                "allow-server-roles", "true",
                "privileged-roles", " SuperUser,, replication ,",
                "adopt-databases", "old, My Database",
                "extensions-allowed", "pg_trgm,uuid-ossp",
                "external-endpoints", "pg.example:15432, [::1]");
        assertThat(OperatorConfig.problem(config)).isEmpty();
        assertThat(OperatorConfig.policy(config, true))
                .isEqualTo(new Policy(
                        true,
                        Set.of(Attribute.SUPERUSER, Attribute.REPLICATION),
                        Set.of("old", "My Database"),
                        Set.of("pg_trgm", "uuid-ossp"),
                        true));
        assertThat(OperatorConfig.externalEndpoints(config)).containsExactly("pg.example:15432", "[::1]:5432");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        Map<String, String> config =
                Map.of("privileged-roles", "superuser,root,bypassrls", "external-endpoints", "a:b,c d,e");
        assertThat(OperatorConfig.problem(config))
                .contains("config privileged-roles: unknown root, bypassrls (known: createrole, replication, superuser)"
                        + "; config external-endpoints: not host:port: a:b, c d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdb", "SUPERUSERS", "*"})
    void aPrivilegeIsOneOfThree(String word) {
        assertThat(OperatorConfig.problem(Map.of("privileged-roles", word))).isPresent();
    }
}
