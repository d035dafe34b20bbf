package pgcharm.local.tools;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import pgcharm.local.model.Application;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.Life;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;
import pgcharm.local.model.Status;
import pgcharm.local.model.Unit;

/// Tools about the unit and its application: is-leader, config-get, juju-log, goal-state, resource-get and others.
final class UnitTools {
    private UnitTools() {}

    static Map<String, Tool> all(UnaryOperator<String> relationId) {
        Map<String, Tool> all = new TreeMap<>(NetworkTools.all(relationId));
        all.put("is-leader", new Tool(new Flags().output(), UnitTools::isLeader));
        all.put("config-get", new Tool(new Flags().output().flag("all", "a"), UnitTools::config));
        all.put(
                "juju-log",
                new Tool(new Flags().flag("debug").value("log-level", "l").value("format"), UnitTools::log));
        all.put("goal-state", new Tool(new Flags().yamlOutput(), UnitTools::goalState));
        all.put("resource-get", new Tool(new Flags(), UnitTools::resource));
        all.put("leader-get", new Tool(new Flags().output(), UnitTools::leaderGet));
        all.put("leader-set", new Tool(new Flags(), UnitTools::leaderSet));
        all.put("credential-get", new Tool(new Flags().output(), UnitTools::credential));
        all.put("storage-list", new Tool(new Flags().output(), call -> call.print(List.of())));
        all.put("storage-add", new Tool(new Flags(), _ -> ""));
        all.put("storage-get", new Tool(new Flags().output().value(UnitTools::noStorage, "s"), UnitTools::storage));
        all.put("juju-reboot", new Tool(new Flags().flag("now"), _ -> ""));
        return all;
    }

    private static String isLeader(Invocation call) {
        call.words().noMoreThan(0);
        return call.print(call.context().isLeader());
    }

    private static String config(Invocation call) {
        Optional<String> key = call.argument(0).filter(text -> !text.isEmpty());
        boolean everything = call.words().has("all");
        if (key.isPresent() && everything) {
            throw new UsageException("cannot use argument --all together with key \"" + key.get() + "\"");
        }
        call.words().noMoreThan(1);
        Map<String, Optional<Object>> config = new TreeMap<>(call.context().config());
        if (key.isPresent()) {
            return call.print(config.getOrDefault(key.get(), Optional.empty()));
        }
        if (!everything) {
            config.values().removeIf(Optional::isEmpty);
        }
        return call.print(config);
    }

    private static String log(Invocation call) {
        if (call.words().arguments().isEmpty()) {
            throw new UsageException("no message specified");
        }
        String level = call.words().has("debug")
                ? "DEBUG"
                : call.words().value("log-level").orElse("INFO");
        String where = call.context()
                .relationHook()
                .map(hook -> hook.endpoint() + ":" + hook.relation() + ": ")
                .orElse("");
        call.io()
                .log(
                        level.toUpperCase(Locale.ROOT),
                        where + String.join(" ", call.words().arguments()));
        return "";
    }

    private static String goalState(Invocation call) {
        call.words().noMoreThan(0);
        HookContext context = call.context();
        Application application = context.application();
        Map<String, Object> relations = new TreeMap<>();
        for (Relation relation : context.model().relations()) {
            if (!relation.involves(application.name()) || relation.isPeer()) {
                continue;
            }
            Map<String, Object> members = new TreeMap<>();
            if (relations.get(relation.endpointOf(application.name()).name()) instanceof Map<?, ?> known) {
                known.forEach((name, goal) -> members.put(String.valueOf(name), goal));
            }
            String other = relation.other(application.name());
            members.put(other, goal(relation.status(), Instant.now()));
            members.putAll(goals(context.model().application(other)));
            relations.put(relation.endpointOf(application.name()).name(), members);
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("units", goals(application));
        state.put("relations", relations);
        return call.print(state, Format.YAML);
    }

    private static Map<String, Object> goals(Application application) {
        Map<String, Object> goals = new TreeMap<>();
        for (Unit unit : application.units()) {
            Status status = unit.status();
            goals.put(unit.name(), goal(unit.life() == Life.ALIVE ? status.value() : "dying", status.since()));
        }
        return goals;
    }

    private static Map<String, Object> goal(String status, Instant since) {
        Map<String, Object> goal = new LinkedHashMap<>();
        goal.put("status", status);
        goal.put("since", since);
        return goal;
    }

    private static String resource(Invocation call) {
        String name = call.argument(0).orElseThrow(() -> new UsageException("missing required resource name"));
        call.words().noMoreThan(1);
        Path path = call.io()
                .resource(name)
                .orElseThrow(() -> new ModelException("could not download resource: resource#"
                        + call.context().unit().application() + "/" + name + " not found"));
        return path.toString();
    }

    private static String leaderGet(Invocation call) {
        Map<String, String> settings = call.context().leaderSettings();
        String key = call.argument(0).filter(text -> !text.equals("-")).orElse("");
        return key.isEmpty() ? call.print(settings) : call.print(Optional.ofNullable(settings.get(key)));
    }

    private static String leaderSet(Invocation call) {
        Map<String, String> pairs = call.pairs(call.words().arguments());
        if (!call.context().isLeader()) {
            throw new ModelException("cannot write leadership settings: cannot write settings: not the leader");
        }
        call.context().setLeaderSettings(pairs);
        return "";
    }

    private static String credential(Invocation call) {
        throw new ModelException("cannot access cloud credentials: credential-get on a \"caas\" model not supported");
    }

    private static String noStorage(String name) {
        throw new UsageException("storage attachment not found");
    }

    private static String storage(Invocation call) {
        throw new UsageException("no storage instance specified");
    }
}
