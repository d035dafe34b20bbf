package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import pgcharm.access.Policy;
import pgcharm.access.Verdict;
import pgcharm.juju.HookToolException;
import pgcharm.juju.RelationId;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.FirstLogin;
import pgcharm.server.ServerConfig;

/// The actions by name. Each ends with results, or fails with one sentence.
final class Actions {
    private final Context context;

    Actions(Context context) {
        this.context = context;
    }

    void run(String name) {
        try {
            Map<String, String> parameters = context.tools().actionParameters();
            context.tools().setActionResults(results(name, parameters));
        } catch (ActionFailure e) {
            context.tools().failAction(String.valueOf(e.getMessage()));
        } catch (HookToolException e) {
            if (e.kind() == HookToolException.Kind.TIMED_OUT) {
                // Juju does not answer: it would not hear of a failure either
                throw e;
            }
            context.tools().failAction(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> results(String name, Map<String, String> parameters) {
        return switch (name) {
            case "get-primary" -> new ClusterActions(context).primary();
            case "promote-to-primary" -> new ClusterActions(context).promote();
            case "restart" -> new ClusterActions(context).restart();
            default -> leaderResults(name, parameters);
        };
    }

    private Map<String, String> leaderResults(String name, Map<String, String> parameters) {
        if (!context.tools().isLeader()) {
            throw new ActionFailure("run this on the leader: juju run " + context.application() + "/leader " + name);
        }
        FirstLogin.prepare();
        return switch (name) {
            case "get-credentials" ->
                withServer((session, policy) -> new GetCredentials(context, session, policy).run(parameters));
            case "remove-credentials" ->
                withServer((session, policy) -> new RemoveCredentials(context, session, policy).run(parameters));
            case "reconcile" -> reconcile();
            case "list-access" -> withServer((session, policy) -> new ListAccess(context, session, policy).run());
            default -> throw new ActionFailure("this version of the charm has no action " + name);
        };
    }

    private Map<String, String> reconcile() {
        if (ServerConfig.isOwn(context.tools().config())) {
            new ClusterMember(context).tend(true).ifPresent(status -> {
                throw new ActionFailure(status.message());
            });
        }
        return withServer((session, policy) -> {
            if (ServerConfig.isOwn(context.tools().config())) {
                OwnSession.settle(context, session);
            }
            return reconcile(session, policy);
        });
    }

    private Map<String, String> reconcile(AdminSession session, Policy policy) {
        Map<String, String> results = new TreeMap<>(Map.of("ok", "True"));
        context.lastSweep().forget();
        Map<RelationId, List<Verdict>> verdicts = new Sweep(context, session, policy)
                .run(Sweep.Depth.EVERYTHING, true, Sweep.ahead(context, Sweep.Depth.EVERYTHING));
        verdicts.forEach((relation, found) -> results.put(
                relation.endpoint() + "-" + relation.number(),
                found.stream().map(Verdict::text).collect(Collectors.joining("; "))));
        if (!ServerConfig.isOwn(context.tools().config())) {
            context.statuses().unit(UnitStatus.active(""));
        }
        return results;
    }

    private <T> T withServer(BiFunction<AdminSession, Policy, T> work) {
        return OpenServer.with(context, work, status -> {
            throw new ActionFailure(status.message());
        });
    }
}
