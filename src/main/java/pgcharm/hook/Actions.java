package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import pgcharm.access.Policy;
import pgcharm.access.Verdict;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.AdminSession;

/// The actions by name. Each ends with results, or fails with one sentence.
final class Actions {
    private final Context context;

    Actions(Context context) {
        this.context = context;
    }

    void run(String name) {
        try {
            Map<String, String> parameters = context.tools().actionParameters();
            if (!context.tools().isLeader()) {
                throw new ActionFailure(
                        "run this on the leader: juju run " + context.application() + "/leader " + name);
            }
            Map<String, String> results = results(name, parameters);
            context.tools().setActionResults(results);
        } catch (ActionFailure | HookToolException e) {
            context.tools().failAction(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> results(String name, Map<String, String> parameters) {
        return switch (name) {
            case "get-credentials" ->
                withServer((session, policy) -> new GetCredentials(context, session, policy).run(parameters));
            case "remove-credentials" ->
                withServer((session, policy) -> new RemoveCredentials(context, session, policy).run(parameters));
            case "reconcile" -> withServer(this::reconcile);
            case "list-access" -> withServer((session, policy) -> new ListAccess(context, session, policy).run());
            default -> throw new ActionFailure("this version of the charm has no action " + name);
        };
    }

    private Map<String, String> reconcile(AdminSession session, Policy policy) {
        Map<String, String> results = new TreeMap<>(Map.of("ok", "True"));
        Map<RelationId, List<Verdict>> verdicts =
                new Sweep(context, session, policy).run(Sweep.Depth.EVERYTHING, true, Optional.empty());
        verdicts.forEach((relation, found) -> results.put(
                relation.endpoint() + "-" + relation.number(),
                found.stream().map(Verdict::text).collect(Collectors.joining("; "))));
        context.statuses().unit(UnitStatus.active(""));
        return results;
    }

    private <T> T withServer(BiFunction<AdminSession, Policy, T> work) {
        return OpenServer.with(context, work, status -> {
            throw new ActionFailure(status.message());
        });
    }
}
