package pgcharm.local.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pgcharm.local.model.Application;
import pgcharm.local.model.Endpoint;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Status;
import pgcharm.local.model.Unit;
import pgcharm.local.tools.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// status: the model at a glance.
@Command(name = "status", description = "Shows applications, units and, with --relations, integrations.")
final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--relations", description = "show integrations")
    private boolean relations;

    @Option(names = "--format", description = "tabular, yaml or json", paramLabel = "<format>")
    private String format = "tabular";

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.look(model -> {
            if (format.equals("tabular")) {
                session.print(tables(model.state()));
            } else {
                session.print(Format.parse(format).print(StatusTree.of(model.state())));
            }
        });
        return 0;
    }

    private String tables(ModelState model) {
        String time = LocalTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        StringBuilder text =
                new StringBuilder(new Table(Set.of(), "Model", "Controller", "Cloud/Region", "Version", "Timestamp")
                        .row(model.name(), "juju-local", "this machine", "3.6.9", time)
                        .text());
        if (model.applications().isEmpty()) {
            return text.append("\nModel \"")
                    .append(model.name())
                    .append("\" is empty.\n")
                    .toString();
        }
        text.append('\n').append(applications(model)).append('\n').append(units(model));
        Table integrations = integrations(model);
        if (relations && !integrations.isEmpty()) {
            text.append('\n').append(integrations.text());
        }
        return text.toString();
    }

    private static String applications(ModelState model) {
        Table table = new Table(
                Set.of(3, 6), "App", "Version", "Status", "Scale", "Charm", "Channel", "Rev", "Address", "Message");
        for (Application application : sorted(model)) {
            Status status = application.effectiveStatus();
            String version = application.units().stream()
                    .map(Unit::workloadVersion)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            table.row(
                    application.name(),
                    version,
                    status.value(),
                    Integer.toString(application.units().size()),
                    application.charm().name(),
                    "",
                    "0",
                    application.address(),
                    firstLine(status.message()));
        }
        return table.text();
    }

    private static String units(ModelState model) {
        Table table = new Table(Set.of(), "Unit", "Workload", "Agent", "Address", "Ports", "Message");
        for (Unit unit : sorted(model).stream()
                .flatMap(application -> application.units().stream())
                .toList()) {
            boolean leader = model.applicationOf(unit).isLeader(unit);
            boolean failed = unit.failed().isPresent();
            table.row(
                    unit.name() + (leader ? "*" : ""),
                    failed ? "error" : unit.status().value(),
                    failed ? "idle" : unit.agent().value(),
                    unit.address(),
                    unit.ports().values().stream()
                            .flatMap(Set::stream)
                            .map(Object::toString)
                            .collect(Collectors.joining(",")),
                    firstLine(failed ? unit.agent().message() : unit.status().message()));
        }
        return table.text();
    }

    private static Table integrations(ModelState model) {
        Table table = new Table(Set.of(), "Integration provider", "Requirer", "Interface", "Type", "Message");
        for (Relation relation : model.relations()) {
            Endpoint provider = relation.endpoints().getLast();
            Endpoint requirer = relation.endpoints().getFirst();
            table.row(
                    provider.application() + ":" + provider.name(),
                    requirer.application() + ":" + requirer.name(),
                    provider.interfaceName(),
                    relation.isPeer() ? "peer" : "regular",
                    relation.status().equals("joined") ? "" : relation.status());
        }
        return table;
    }

    private static List<Application> sorted(ModelState model) {
        return model.applications().stream()
                .sorted(Comparator.comparing(Application::name))
                .toList();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
