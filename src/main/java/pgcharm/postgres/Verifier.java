package pgcharm.postgres;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.postgresql.util.PasswordUtil;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Step;

/// The SCRAM verifier of a password. The server stores it as it is: the password in clear never reaches a statement.
final class Verifier implements Supplier<String> {
    private final FutureTask<String> computing;

    private Verifier(FutureTask<String> computing) {
        this.computing = computing;
    }

    /// Computes it, where the plan needs it, beside the steps that come before: it takes as long as to make a database.
    static Verifier of(Password password, Plan plan) {
        FutureTask<String> computing = new FutureTask<>(
                () -> PasswordUtil.encodeScramSha256(password.text().toCharArray()));
        if (plan.steps().stream()
                .anyMatch(step -> step instanceof Step.CreateLogin || step instanceof Step.SetPassword)) {
            Thread.ofPlatform().daemon().name("verifier").start(computing);
        }
        return new Verifier(computing);
    }

    @Override
    public String get() {
        // here, if no thread has begun
        computing.run();
        try {
            return computing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot hash a password", e);
        }
    }
}
