package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The charm dies, or Juju cannot commit what it asked for; one more run has to put everything right.
@ExtendWith(InJuju.class)
final class CrashScenarios {
    private static final Set<String> WRITING =
            Set.of("relation-set", "secret-add", "secret-set", "secret-grant", "secret-remove");
    private static final AtomicInteger POINTS = new AtomicInteger();

    /// Without `-Dcrash.points=all` every fifth point is enough for each kind of hook.
    private static final int STRIDE = System.getProperty("crash.points", "some").equals("all") ? 1 : 5;

    @AfterAll
    static void countsThePoints() {
        System.out.println("crash points: " + POINTS);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void oneMoreRunConverges(CrashKind kind, World world) {
        CrashAttempt clean = kind.prepare(world, 0, List.of());
        clean.start();
        List<String> calls = last(clean).toolNames();
        assertThat(last(clean).committed()).as(last(clean).toString()).isTrue();
        Converged wanted = Converged.check(clean);
        int round = 1;
        CrashAttempt previous = clean;
        if (calls.stream().anyMatch(WRITING::contains)) {
            previous = kind.prepare(world, round++, previous.clients());
            world.model().failCommitNext(World.UNIT);
            previous.start();
            assertThat(last(previous).commitError()).isNotEmpty();
            converges(previous, "the commit failed", wanted);
        }
        for (int n = calls.size() % STRIDE; n <= calls.size(); n += STRIDE) {
            previous = kind.prepare(world, round++, previous.clients());
            world.model().killNext(World.UNIT, previous.name(), n);
            previous.start();
            assertThat(last(previous).killed()).as("killed after %d calls", n).isNotEmpty();
            converges(previous, "killed after call " + n + " of " + calls, wanted);
        }
        System.out.println(kind + ": converges from each of " + (round - 1) + " crashes");
    }

    private static void converges(CrashAttempt attempt, String point, Converged wanted) {
        POINTS.incrementAndGet();
        try {
            attempt.again();
            assertThat(Converged.check(attempt)).isEqualTo(wanted);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(attempt.name() + ", " + point + ": " + e.getMessage(), e);
        }
    }

    private static PastRun last(CrashAttempt attempt) {
        return attempt.world().runs(attempt.name()).getLast();
    }
}
