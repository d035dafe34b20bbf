package pgcharm.hook;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import pgcharm.access.Realm;
import pgcharm.juju.Dispatch;
import pgcharm.juju.Invocation;
import pgcharm.workload.ClusterNames;

/// The provider charm: one event from start to exit code.
public final class Charm {
    private Charm() {}

    /// Parameters and result as in [Dispatch#run].
    public static int run(Map<String, String> variables, PrintStream out, PrintStream err) {
        return Dispatch.run(variables, out, err, (event, invocation) -> new Hooks(context(invocation)).handle(event));
    }

    private static Context context(Invocation invocation) {
        return new Context(
                invocation.environment(),
                invocation.tools(),
                invocation.statuses(),
                new LastSweep(invocation.directory()),
                new Realm(invocation.modelUuid(), invocation.application()),
                new ClusterNames(invocation.application(), invocation.modelName()),
                invocation.unit(),
                Clock.systemUTC(),
                () -> Strong.RANDOM.nextLong(),
                invocation.log()::accept);
    }

    /// Made when the first password is: that takes 10 ms, and most hooks need none.
    private static final class Strong {
        private static final SecureRandom RANDOM = new SecureRandom();
    }
}
