package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OpeningTest {
    private final List<String> closed = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("opening");
    }

    @Test
    void opensWhileTheCallerDoesSomethingElse() {
        CountDownLatch elsewhere = new CountDownLatch(1);
        try (Opening<String> opening = Opening.of(() -> after(elsewhere, "session"), closed::add)) {
            elsewhere.countDown();

            assertThat(opening.opened()).isEqualTo("session");
            assertThat(opening.opened()).isEqualTo("session");
            assertThat(closed).isEmpty();
        }
        assertThat(closed).containsExactly("session");
    }

    @Test
    void failsWhereItIsAskedForAsItFailedOnItsThread() {
        RuntimeException failure = new IllegalStateException("no server");

        assertThatThrownBy(() -> {
                    try (Opening<String> opening = Opening.of(() -> fail(failure), closed::add)) {
                        opening.opened();
                    }
                })
                .isSameAs(failure);
        assertThat(closed).isEmpty();
    }

    @Test
    void isClosedWhereTheCallerFailedMeanwhile() {
        CountDownLatch failed = new CountDownLatch(1);
        RuntimeException failure = new IllegalStateException("no hook tool");

        assertThatThrownBy(() -> {
                    try (Opening<String> _ = Opening.of(() -> after(failed, "session"), closed::add)) {
                        failed.countDown();
                        throw failure;
                    }
                })
                .isSameAs(failure);
        assertThat(closed).containsExactly("session");
    }

    @Test
    void aFailureThatNobodyAskedForHidesNoOther() {
        RuntimeException failure = new IllegalStateException("no hook tool");

        assertThatThrownBy(() -> {
                    try (Opening<String> _ =
                            Opening.of(() -> fail(new IllegalStateException("no server")), closed::add)) {
                        throw failure;
                    }
                })
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
    }

    @Test
    void anInterruptIsKeptAndLosesNothing() {
        CountDownLatch asked = new CountDownLatch(1);
        try (Opening<String> opening = Opening.of(() -> after(asked, "session"), closed::add)) {
            Thread.currentThread().interrupt();
            asked.countDown();

            assertThat(opening.opened()).isEqualTo("session");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(closed).containsExactly("session");
    }

    private static String after(CountDownLatch latch, String value) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            return value;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fail(RuntimeException failure) {
        throw failure;
    }
}
