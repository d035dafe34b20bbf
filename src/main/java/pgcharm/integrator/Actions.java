package pgcharm.integrator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.Invocation;
import pgcharm.juju.UnitStatus;

/// The actions by name. Each ends with results, or fails with one sentence.
final class Actions {
    private final HookTools tools;
    private final Function<Observation, UnitStatus> reconcile;

    /// @param reconcile asks for what can be asked for only now
    Actions(Invocation invocation, Function<Observation, UnitStatus> reconcile) {
        this.tools = invocation.tools();
        this.reconcile = reconcile;
    }

    void run(String name) {
        try {
            switch (answer(name, tools.actionParameters())) {
                case Answer.Results(Map<String, String> results) -> {
                    Map<String, String> all = new TreeMap<>(results);
                    all.put("ok", "True");
                    tools.setActionResults(all);
                }
                case Answer.Failure(String sentence) -> fail(sentence);
            }
        } catch (HookToolException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private Answer answer(String name, Map<String, String> parameters) {
        return switch (name) {
            case "get-credentials" -> getCredentials(parameters);
            default -> new Answer.Failure("this version of the charm has no action " + name);
        };
    }

    private Answer getCredentials(Map<String, String> parameters) {
        Observation observation = Observation.of(tools);
        if (observation.config().database().isEmpty()) {
            return new Answer.Failure(
                    "The database name, topic name, index name, keyspace name, or prefix is not specified in the config.");
        }
        if (observation.relation().isEmpty() || !observation.isServed()) {
            tools.logAction(reason(observation, reconcile.apply(observation)));
            return new Answer.Failure("The action can be run only after relation is created.");
        }
        return new GetCredentials(tools, observation.relation().get().provider()).run(parameters);
    }

    /// Why there are no credentials, where the sentence below says less than is known.
    private static String reason(Observation observation, UnitStatus status) {
        return observation
                .relation()
                .filter(_ -> status.equals(Verdict.NOT_SERVED))
                .map(relation -> relation.application() + " has not answered yet: run this again in a moment")
                .orElseGet(status::message);
    }

    private void fail(String sentence) {
        tools.setActionResults(Map.of("ok", "False"));
        tools.failAction(sentence);
    }
}
