package pgcharm;

import pgcharm.integrator.Charm;

/// Started by the data-integrator charm's `dispatch` for every event.
public final class IntegratorMain {
    private IntegratorMain() {}

    public static void main(String[] args) {
        System.exit(run(new Environment(System.getenv(), System.out, System.err)));
    }

    /// Handles the event of this environment.
    ///
    /// @return 0, or 1 when Juju should run the hook again
    public static int run(Environment environment) {
        return Charm.run(environment.variables(), environment.out(), environment.err());
    }
}
