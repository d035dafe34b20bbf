package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/// One run of a hook or action that may die, and what the model or the operator does then.
sealed interface CrashAttempt {
    World world();

    /// Its name in the history.
    String name();

    /// All who are served when it has come to its end; it was for the last of them.
    List<Client> clients();

    /// Makes it run; it may end badly.
    void start();

    /// Lets it run again after it ended badly: now it has to work.
    void again();

    /// A hook: Juju runs it again.
    ///
    /// @param cause what makes Juju run it
    record HookAttempt(World world, String name, Runnable cause, List<Client> clients) implements CrashAttempt {
        static HookAttempt of(World world, String name, Runnable cause, List<Client> clients) {
            return new HookAttempt(world, name, cause, clients);
        }

        @Override
        public void start() {
            cause.run();
            world.model().settle();
        }

        @Override
        public void again() {
            world.model().resolved(World.UNIT, true);
            world.settle();
        }
    }

    /// An action: whoever ran it runs it again, or leaves it at that and the next update-status has to do.
    record ActionAttempt(
            World world, String name, Map<String, Object> parameters, boolean repeated, List<Client> clients)
            implements CrashAttempt {
        ActionAttempt(World world, String name, Map<String, Object> parameters, List<Client> clients) {
            this(world, name, parameters, true, clients);
        }

        ActionAttempt thenUpdateStatus() {
            return new ActionAttempt(world, name, parameters, false, clients);
        }

        @Override
        public void start() {
            world.run(name, parameters);
        }

        @Override
        public void again() {
            if (!repeated) {
                world.updateStatus();
                return;
            }
            ActionOutcome outcome = world.ran(name, parameters);
            if (outcome.results().containsKey("postgresql.uris")) {
                Login login = Login.of(outcome.result("postgresql.uris"));
                assertThat(login.query("SELECT session_user")).isEqualTo(login.username());
            }
        }
    }
}
