package pgcharm.workload.patroni;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import pgcharm.workload.patroni.Settings.Profile;
import pgcharm.workload.patroni.Settings.Reading;
import pgcharm.workload.patroni.Settings.SynchronousMode;

final class SettingsTest {
    private static String problems(Map<String, String> config) {
        return switch (Settings.read(config)) {
            case Reading.Valid _ -> "";
            case Reading.Invalid(String text) -> text;
        };
    }

    private static Settings settings(Map<String, String> config) {
        return switch (Settings.read(config)) {
            case Reading.Valid(Settings settings) -> settings;
            case Reading.Invalid(String text) -> throw new AssertionError(text);
        };
    }

    @Test
    void hasUsualValuesWithoutAnyOption() {
        assertThat(settings(Map.of("server", "", "require-tls", "", "privileged-roles", "superuser")))
                .isEqualTo(new Settings(Profile.PRODUCTION, SynchronousMode.ON, 1, false, Map.of()));
    }

    @Test
    void readsWhatIsNoParameterOfPostgres() {
        assertThat(settings(Map.of(
                        "profile", "testing",
                        "synchronous-mode", "strict",
                        "synchronous-node-count", "2",
                        "require-tls", "true")))
                .isEqualTo(new Settings(Profile.TESTING, SynchronousMode.STRICT, 2, true, Map.of()));
    }

    /// Names have underscores in PostgreSQL, and no value may have a blank before its unit.
    @ParameterizedTest
    @CsvSource({
        /* option, text, value */
        "max-connections, 25, 25",
        "max-connections, 10000, 10000",
        "max-connections, 200.0, 200",
        "shared-buffers, 16MB, 16MB",
        "shared-buffers, 2 GB, 2GB",
        "work-mem, 64kB, 64kB",
        "maintenance-work-mem, 1TB, 1TB",
        "temp-file-limit, -1, -1",
        "max-slot-wal-keep-size, 10GB, 10GB",
        "statement-timeout, 0, 0",
        "statement-timeout, 30 s, 30s",
        "log-min-duration-statement, -1, -1",
        "checkpoint-timeout, 15min, 15min",
        "autovacuum-vacuum-scale-factor, 0.05, 0.05",
        "random-page-cost, 4, 4",
        "synchronous-commit, remote_apply, remote_apply",
        "timezone, Europe/Berlin, Europe/Berlin",
    })
    void takesWhatPostgresTakes(String option, String text, String value) {
        assertThat(settings(Map.of(option, text)).parameters()).isEqualTo(Map.of(option.replace('-', '_'), value));
    }

    @ParameterizedTest
    @CsvSource({
        /* option, text */
        "max-connections, 24",
        "max-connections, 10001",
        "max-connections, 1.5",
        "max-connections, many",
        "max-connections, 99999999999999999999",
        "shared-buffers, 15MB",
        "shared-buffers, 128",
        "shared-buffers, 1gb",
        "shared-buffers, -1",
        "work-mem, 999999999999TB",
        "statement-timeout, 30",
        "statement-timeout, -1",
        "statement-timeout, 25d",
        "autovacuum-vacuum-scale-factor, 101",
        "synchronous-commit, On",
        "timezone, Mars/Olympus",
        "profile, big",
        "synchronous-mode, quorum",
        "synchronous-node-count, 0",
        "require-tls, maybe",
    })
    void refusesTheRestWithOptionValueAndRange(String option, String text) {
        assertThat(problems(Map.of(option, text)))
                .startsWith("config " + option + ": \"" + text + "\" is not ")
                .hasSizeGreaterThan(("config " + option + ": \"" + text + "\" is not ").length() + 5);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThat(problems(Map.of("max-connections", "1", "profile", "big", "work-mem", "4MB", "timezone", "X")))
                .isEqualTo("config max-connections: \"1\" is not a whole number from 25 to 10000;"
                        + " config timezone: \"X\" is not a time zone such as UTC or Europe/Berlin;"
                        + " config profile: \"big\" is not one of production, testing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1MB'; DROP", "$(id)", "8MB\nssl = off", "\u0000"})
    void letsNothingThroughThatIsNoValue(String text) {
        for (Parameter parameter : Parameter.ALL) {
            assertThat(problems(Map.of(parameter.option(), "x" + text)))
                    .as(parameter.option())
                    .contains("config " + parameter.option())
                    .doesNotContain("\n", "\u0000");
        }
    }

    @Test
    void objectsToBuffersThatThePodHasNoRoomFor() {
        Settings settings = settings(Map.of("shared-buffers", "4GB"));
        assertThat(settings.objections(new Resources(8L << 30, true, 2))).isEmpty();
        assertThat(settings.objections(new Resources(4L << 30, true, 2)))
                .isEqualTo(List.of("config shared-buffers: 4GB is too much for a pod with 4096MB of memory,"
                        + " allowed: at most 3072MB"));
    }

    @Test
    void doesNotMindOptionsOfOthers() {
        Map<String, String> config = new HashMap<>(Map.of("external-endpoints", "a:1", "extensions-allowed", "x"));
        config.put("unknown", "value");
        assertThat(problems(config)).isEmpty();
    }

    @Test
    void isOfferedToTheOperatorWholeWithDefaultsThatAreValid() throws IOException {
        Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("config.yaml")));
        Map<?, ?> options = (Map<?, ?>) requireNonNull(((Map<?, ?>) file).get("options"));
        Map<String, String> defaults = new HashMap<>();
        options.forEach((name, option) -> Optional.ofNullable(((Map<?, ?>) option).get("default"))
                .ifPresent(value -> defaults.put(String.valueOf(name), String.valueOf(value))));
        assertThat(problems(defaults)).isEmpty();
        assertThat(settings(defaults)).isEqualTo(settings(Map.of()));
        assertThat(options.keySet().stream().map(String::valueOf))
                .containsAll(Parameter.ALL.stream().map(Parameter::option).toList())
                .contains("profile", "synchronous-mode", "synchronous-node-count", "require-tls", "system-users");
    }
}
