package pgcharm.workload.patroni;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
import pgcharm.workload.ClusterNames;

final class PatroniConfigTest {
    private static final Image IMAGE =
            new Image("/usr/bin/patroni", "/usr/lib/postgresql/16/bin", Optional.empty(), "postgres", "postgres");

    private static PatroniConfig config(Map<String, String> options, Function<SystemUser, String> password) {
        if (Settings.read(options) instanceof Settings.Reading.Valid(Settings settings)) {
            return new PatroniConfig(
                    new ClusterNames("postgresql-k8s", "production"),
                    "postgresql-k8s/1",
                    IMAGE,
                    new Resources(4L << 30, true, 2),
                    settings,
                    new SystemPasswords(Arrays.stream(SystemUser.values())
                            .collect(Collectors.toMap(
                                    Function.identity(), user -> new Password(password.apply(user))))));
        }
        throw new IllegalArgumentException(options.toString());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PatroniConfigTest.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<?, ?> section(Map<?, ?> map, String... path) {
        Map<?, ?> section = map;
        for (String key : path) {
            section = (Map<?, ?>) requireNonNull(section.get(key));
        }
        return section;
    }

    private static Map<?, ?> parsed(PatroniConfig config) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(config.text());
    }

    @Test
    void isTheWholeFile() throws IOException {
        assertThat(config(Map.of("work-mem", "16MB", "max-connections", "200"), user -> user.key() + "'s password")
                        .text())
                .isEqualTo(resource("patroni.yml"));
    }

    /// Texts that YAML 1.1, which Patroni reads, would take for something else.
    @Test
    void keepsPasswordsAsTheyAre() {
        List<String> odd = List.of(
                "on", "1e3", "0x1F", "12:30:45", "~", "a: b # c \"d\" 'e' \\ {f} [g] %h \u00e4\u20ac\ud83d\ude00");
        for (String password : odd) {
            PatroniConfig config = config(Map.of(), _ -> password);
            assertThat(section(parsed(config), "restapi", "authentication").get("password"))
                    .isEqualTo(password);
            assertThat(config.text()).doesNotContain("password\": on").doesNotContain("password\": 1e3");
        }
    }

    @Test
    void printsNoPassword() {
        assertThat(config(Map.of(), _ -> "hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void acceptsPlainConnectionsOfClientsUnlessTlsIsRequired() {
        assertThat(rules(config(Map.of(), SystemUser::key)))
                .contains("host all +relation_access all scram-sha-256")
                .noneMatch(rule -> rule.startsWith("host ") && !rule.contains("relation_access"));
        assertThat(rules(config(Map.of("require-tls", "true"), SystemUser::key)))
                .contains("hostssl all +relation_access all scram-sha-256")
                .noneMatch(rule -> rule.startsWith("host "));
    }

    @Test
    void keepsWhatMembersShareOutOfTheMembersOwnParameters() {
        PatroniConfig config =
                config(Map.of("max-connections", "200", "max-locks-per-transaction", "128"), SystemUser::key);
        Map<?, ?> own = section(parsed(config), "postgresql", "parameters");
        Map<?, ?> shared = section(parsed(config), "bootstrap", "dcs", "postgresql", "parameters");
        assertThat(shared.get("max_connections")).isEqualTo("200");
        assertThat(shared.get("max_locks_per_transaction")).isEqualTo("128");
        assertThat(texts(own.keySet())).doesNotContainAnyElementsOf(texts(shared.keySet()));
    }

    private static List<String> rules(PatroniConfig config) {
        return texts(
                (List<?>) requireNonNull(section(parsed(config), "postgresql").get("pg_hba")));
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(String::valueOf).toList();
    }
}
