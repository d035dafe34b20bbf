package pgcharm.local.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Unit;
import pgcharm.local.tools.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// show-unit: what relations tell a unit.
@Command(name = "show-unit", description = "Shows a unit and the databags of its relations.")
final class ShowUnitCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "<unit>")
    private List<String> units = new ArrayList<>();

    @Option(names = "--endpoint", description = "only relations of this endpoint", paramLabel = "<endpoint>")
    private String endpoint = "";

    @Option(names = "--format", description = "yaml or json", paramLabel = "<format>")
    private String format = "yaml";

    ShowUnitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.look(model -> {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String name : units) {
                Unit unit = model.state().unit(name);
                all.put(unit.name(), describe(model.state(), unit));
            }
            session.print(Format.parse(format).print(all));
        });
        return 0;
    }

    private Map<String, Object> describe(ModelState model, Unit unit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!unit.workloadVersion().isEmpty()) {
            tree.put("workload-version", unit.workloadVersion());
        }
        tree.put("charm", model.applicationOf(unit).charm().name());
        tree.put("leader", model.applicationOf(unit).isLeader(unit));
        tree.put("life", unit.life().toString());
        List<Map<String, Object>> relations = model.relations().stream()
                .filter(relation -> relation.involves(unit.application()))
                .filter(relation -> endpoint.isEmpty()
                        || relation.endpointOf(unit.application()).name().equals(endpoint))
                .map(relation -> describe(relation, unit))
                .toList();
        if (!relations.isEmpty()) {
            tree.put("relation-info", relations);
        }
        tree.put("address", unit.address());
        return tree;
    }

    private static Map<String, Object> describe(Relation relation, Unit unit) {
        String other = relation.other(unit.application());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("relation-id", relation.id());
        tree.put("endpoint", relation.endpointOf(unit.application()).name());
        tree.put("related-endpoint", relation.endpointOf(other).name());
        tree.put("application-data", data(relation, other));
        tree.put("local-unit", member(relation, unit.name()));
        Map<String, Object> members = new TreeMap<>();
        relation.inScope().stream()
                .filter(name -> name.startsWith(other + "/") && !name.equals(unit.name()))
                .forEach(name -> members.put(name, member(relation, name)));
        if (!members.isEmpty()) {
            tree.put("related-units", members);
        }
        return tree;
    }

    private static Map<String, Object> member(Relation relation, String name) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("in-scope", relation.inScope().contains(name));
        member.put("data", data(relation, name));
        return member;
    }

    private static Map<String, String> data(Relation relation, String entity) {
        return relation.databags().containsKey(entity)
                ? Objects.requireNonNull(relation.databags().get(entity)).values()
                : Map.of();
    }
}
