package pgcharm.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// integrate, remove-relation.
final class RelationCommands {
    private RelationCommands() {}

    @Command(
            name = "integrate",
            aliases = "relate",
            description = "Integrates two applications. Without endpoints the one pair that fits is taken.")
    static final class Integrate implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<application>[:<endpoint>]")
        private String first = "";

        @Parameters(index = "1", paramLabel = "<application>[:<endpoint>]")
        private String second = "";

        Integrate(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> model.integrate(first, second));
            return 0;
        }
    }

    @Command(name = "remove-relation", description = "Removes the integration of two applications.")
    static final class Remove implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<application>[:<endpoint>] or <id>")
        private String first = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "<application>[:<endpoint>]")
        private String second = "";

        Remove(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if (!second.isEmpty()) {
                session.change(model -> model.removeRelation(first, second));
            } else if (first.matches("[0-9]{1,9}")) {
                session.change(model -> model.removeRelation(Integer.parseInt(first)));
            } else {
                throw new Misuse("a relation must involve two applications");
            }
            return 0;
        }
    }
}
