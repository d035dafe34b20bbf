package pgcharm;

import pgcharm.hook.Charm;

/// Started by `dispatch` for every event: environment in, exit code out.
public final class Main {
    private Main() {}

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
