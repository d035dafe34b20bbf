package pgcharm.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import pgcharm.local.model.Unit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// add-unit, remove-unit, resolved, fire, lead.
final class UnitCommands {
    private UnitCommands() {}

    @Command(name = "add-unit", description = "Adds units to an application.")
    static final class AddUnit implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<application>")
        private String application = "";

        @Option(
                names = {"-n", "--num-units"},
                description = "how many",
                paramLabel = "<count>")
        private int units = 1;

        AddUnit(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> model.addUnits(application, units));
            return 0;
        }
    }

    @Command(name = "remove-unit", description = "Removes units: by name, or the newest of an application.")
    static final class RemoveUnit implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "<unit or application>")
        private List<String> names = new ArrayList<>();

        @Option(names = "--num-units", description = "how many of an application's units", paramLabel = "<count>")
        private int count = 1;

        RemoveUnit(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> names.forEach(name -> {
                if (name.contains("/")) {
                    model.removeUnit(name);
                    return;
                }
                List<String> units = model.state().application(name).units().stream()
                        .map(Unit::name)
                        .toList();
                units.reversed().stream().limit(count).forEach(model::removeUnit);
            }));
            return 0;
        }
    }

    @Command(name = "resolved", description = "Takes units out of error: their failed hook runs again.")
    static final class Resolved implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "<unit>")
        private List<String> units = new ArrayList<>();

        @Option(names = "--no-retry", description = "the failed hook counts as done")
        private boolean noRetry;

        Resolved(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> units.forEach(unit -> model.resolved(unit, !noRetry)));
            return 0;
        }
    }

    @Command(
            name = "fire",
            description = "Runs a hook that Juju runs by itself, such as update-status. Only the local model has this.")
    static final class Fire implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<unit>")
        private String unit = "";

        @Parameters(index = "1", paramLabel = "<hook>")
        private String hook = "";

        Fire(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> model.fire(model.state().unit(unit).name(), hook));
            return 0;
        }
    }

    @Command(name = "lead", description = "Makes a unit the leader. Only the local model has this.")
    static final class Lead implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<unit>")
        private String unit = "";

        Lead(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> model.setLeader(unit));
            return 0;
        }
    }
}
