package pgcharm.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases in `src/test/resources/plans`: read those. Every case is also a proof of convergence.
final class PlansTest {
    static Stream<PlanCase> cases() throws IOException, URISyntaxException {
        Path directory = Path.of(PlansTest.class.getResource("/plans").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream().flatMap(file -> PlanCase.in(text(file)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plansWhatTheFileSays(PlanCase planCase) {
        PlanCase.State state = planCase.state();
        assertThat(PlanCase.print(state.planning().apply(state.catalog()).orElseThrow()))
                .isEqualTo(planCase.answer());
    }

    /// Whatever step a crash interrupts, the next run ends where the first would have ended, and then finds nothing
    /// more to do.
    @ParameterizedTest
    @MethodSource("cases")
    void convergesFromEveryCrash(PlanCase planCase) {
        PlanCase.State state = planCase.state();
        List<Step> steps = steps(state.planning().apply(state.catalog()));
        String end = ModelServer.text(ModelServer.after(state.catalog(), steps));
        for (int done = 0; done <= steps.size(); done++) {
            Catalog crashed = ModelServer.after(state.catalog(), steps.subList(0, done));
            Catalog healed = ModelServer.after(crashed, steps(state.planning().apply(crashed)));
            assertThat(ModelServer.text(healed))
                    .as("after a crash behind step %d of%n%s", done, new Plan(steps))
                    .isEqualTo(end);
            assertThat(steps(state.planning().apply(healed)).stream().filter(step -> !isRepeated(step)))
                    .as("a further run")
                    .isEmpty();
        }
    }

    /// A login whose serving was interrupted, and whose relation then goes away, leaves nothing behind.
    @ParameterizedTest
    @MethodSource("cases")
    void aHalfMadeLoginCanBeRemoved(PlanCase planCase) {
        PlanCase.State state = planCase.state();
        List<Step> steps = steps(state.planning().apply(state.catalog()));
        for (int done = 0; done <= steps.size(); done++) {
            Catalog crashed = ModelServer.after(state.catalog(), steps.subList(0, done));
            crashed.roles().values().stream()
                    .filter(role -> role.loginMark().isPresent())
                    .forEach(login -> assertThat(ModelServer.after(
                                            crashed,
                                            Removal.plan(login, crashed).steps())
                                    .roles())
                            .doesNotContainKey(login.name()));
        }
    }

    private static List<Step> steps(Optional<Outcome> outcome) {
        return outcome.filter(Outcome.Planned.class::isInstance)
                .map(Outcome.Planned.class::cast)
                .map(planned -> planned.plan().steps())
                .orElse(List.of());
    }

    /// An unpublished password is set anew by every run, and which extensions are there is not for plans to know.
    private static boolean isRepeated(Step step) {
        return step instanceof Step.SetPassword || step instanceof Step.CreateExtension;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
