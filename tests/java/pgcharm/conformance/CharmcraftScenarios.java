package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.scenarios.PackedCharms;

/// Charmcraft accepts what is packed without it. The system property `charmcraft` names the program.
@EnabledIfSystemProperty(named = "charmcraft", matches = ".+")
final class CharmcraftScenarios {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql-k8s", "data-integrator"})
    void noCheckOfAPackedCharmFails(String charm) throws IOException, InterruptedException {
        charmcraft("analyse", PackedCharms.packed(charm).toString());
    }

    @Test
    void theProjectIsOneThatItCanPack() throws IOException, InterruptedException {
        assertThat(charmcraft("expand-extensions")).contains("name: postgresql-k8s", "base: ubuntu@24.04");
    }

    /// Ends with 0 only if it finds nothing wrong.
    private static String charmcraft(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("charmcraft"));
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
