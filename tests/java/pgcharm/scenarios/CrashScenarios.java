package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pgcharm.scenarios.InJuju.Unattached;

/// The charm dies, or Juju cannot commit what it asked for; one more run has to put everything right.
@ExtendWith(InJuju.class)
@Order(1) // takes longest
final class CrashScenarios {
    private static final Set<String> WRITING =
            Set.of("relation-set", "secret-add", "secret-set", "secret-grant", "secret-remove");
    private static final AtomicInteger AFTER_TOOLS = new AtomicInteger();
    private static final AtomicInteger AFTER_ANSWERS = new AtomicInteger();
    private static final AtomicInteger FAILED_COMMITS = new AtomicInteger();

    private static final boolean ALL =
            System.getProperty("crash.points", "some").equals("all");

    @AfterAll
    static void countsThePoints() {
        System.out.printf(
                "crash points: %s after a hook tool, %s after an answer of the server, %s failed commits%n",
                AFTER_TOOLS, AFTER_ANSWERS, FAILED_COMMITS);
    }

    /// Without `-Dcrash.points=all` some are enough for each kind, others for another kind.
    ///
    /// @param first the first of all points
    private static List<Integer> points(CrashKind kind, int first, int last, int some) {
        int stride = ALL ? 1 : (last - first + 1) / some;
        return Stream.iterate(first + Math.floorMod(kind.name().hashCode(), stride), n -> n <= last, n -> n + stride)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void oneMoreRunConvergesAfterAnyHookTool(CrashKind kind, World world) {
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
            converges(previous, "the commit failed", wanted, FAILED_COMMITS);
        }
        for (int n : points(kind, 0, calls.size(), 2)) {
            previous = kind.prepare(world, round++, previous.clients());
            world.model().killNext(World.UNIT, previous.name(), n);
            previous.start();
            assertThat(last(previous).killed()).as("killed after %d calls", n).isNotEmpty();
            converges(previous, "killed after call " + n + " of " + calls, wanted, AFTER_TOOLS);
        }
        System.out.println(kind + ": converges from each of " + (round - 1) + " crashes");
    }

    /// What the server has been told to do it has done; the charm never learns of it.
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void oneMoreRunConvergesAfterAnyAnswerOfTheServer(CrashKind kind, @Unattached World world) {
        try (SqlProxy proxy = SqlProxy.of(world.server())) {
            world.attach(proxy);
            world.settle();
            CrashAttempt clean = kind.prepare(world, 0, List.of());
            proxy.watch();
            clean.start();
            List<String> answers = proxy.answers();
            assertThat(last(clean).committed()).as(last(clean).toString()).isTrue();
            Converged wanted = Converged.check(clean);
            int round = 1;
            CrashAttempt previous = clean;
            for (int n : points(kind, 1, answers.size(), 1)) {
                previous = kind.prepare(world, round++, previous.clients());
                proxy.end(SqlProxy.End.KILL, n);
                previous.start();
                if (proxy.answers().size() < n && last(previous).committed()) {
                    // roles of the whole server, which others have made since, are no work any more
                    continue;
                }
                assertThat(proxy.answers()).as("answers before it was killed").hasSize(n);
                assertThat(last(previous).committed())
                        .as("killed after answer %d", n)
                        .isFalse();
                proxy.watch();
                converges(previous, "killed after answer " + n + " of " + answers, wanted, AFTER_ANSWERS);
            }
            System.out.println(kind + ": converges from each of " + (round - 1) + " crashes among " + answers);
        }
    }

    private static void converges(CrashAttempt attempt, String point, Converged wanted, AtomicInteger counter) {
        counter.incrementAndGet();
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
