package pgcharm.local.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import pgcharm.local.run.ActionResult;
import pgcharm.local.tools.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// run: an action at one or more units.
@Command(name = "run", description = "Runs an action at units; <application>/leader is the leader.")
final class RunCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "<unit> <action> [<key>=<value>]")
    private List<String> words = new ArrayList<>();

    @Option(names = "--params", description = "a YAML file of parameters", paramLabel = "<file>")
    private String params = "";

    @Option(names = "--string-args", description = "values are texts, not YAML")
    private boolean stringArgs;

    @Option(names = "--format", description = "plain, yaml or json", paramLabel = "<format>")
    private String format = "plain";

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<String> units = words.stream()
                .takeWhile(word -> word.matches(".*/([0-9]+|leader)"))
                .toList();
        if (units.isEmpty()) {
            throw new Misuse("no unit specified");
        }
        if (units.size() == words.size()) {
            throw new Misuse("no action specified");
        }
        String action = words.get(units.size());
        Map<String, Object> parameters = parameters(words.subList(units.size() + 1, words.size()));
        boolean plain = format.equals("plain");
        Format structured = plain ? Format.YAML : Format.parse(format);
        List<ActionResult> results = new ArrayList<>();
        Instant enqueued = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        session.change(model -> {
            int operation = model.state().takeTaskId();
            session.tell("Running operation " + operation + " with " + units.size()
                    + (units.size() == 1 ? " task" : " tasks"));
            for (String unit : units) {
                ActionResult result = model.run(unit, action, parameters);
                session.tell(
                        "  - task " + result.id() + " on unit-" + result.unit().replace('/', '-'));
                results.add(result);
            }
            session.tell("");
        });
        if (plain) {
            results.forEach(this::printPlain);
        } else {
            Map<String, Object> all = new LinkedHashMap<>();
            results.forEach(result -> all.put(result.unit(), described(result, enqueued)));
            session.print(structured.print(all));
        }
        return results.stream().allMatch(result -> result.status().equals("completed")) ? 0 : 1;
    }

    private Map<String, Object> parameters(List<String> pairs) {
        Map<String, Object> parameters = new TreeMap<>();
        if (!params.isEmpty()) {
            parameters.putAll(Arguments.mapping(params));
        }
        Arguments.pairs(pairs).forEach((key, value) -> parameters.put(key, stringArgs ? value : Arguments.yaml(value)));
        return parameters;
    }

    private void printPlain(ActionResult result) {
        result.log().forEach(session::tell);
        if (result.status().equals("failed")) {
            session.println("Action id " + result.id() + " failed: " + result.message());
        }
        Map<String, Object> left = new TreeMap<>(result.results());
        left.remove("return-code");
        Object stdout = left.getOrDefault("stdout", "");
        Object stderr = left.getOrDefault("stderr", "");
        left.remove("stdout");
        left.remove("stderr");
        session.print(stdout.toString());
        if (!left.isEmpty()) {
            session.print(Format.YAML.print(left));
        }
        session.terminal().err().print(stderr);
    }

    private static Map<String, Object> described(ActionResult result, Instant enqueued) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", Integer.toString(result.id()));
        if (!result.log().isEmpty()) {
            described.put("log", result.log());
        }
        if (!result.message().isEmpty()) {
            described.put("message", result.message());
        }
        described.put("results", result.results());
        described.put("status", result.status());
        Map<String, Object> timing = new LinkedHashMap<>();
        timing.put("completed", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        timing.put("enqueued", enqueued);
        timing.put("started", enqueued);
        described.put("timing", timing);
        described.put("unit", result.unit());
        return described;
    }
}
