package pgcharm.local.tools;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Status;
import pgcharm.local.model.Unit;

/// status-get, status-set, application-version-set.
final class StatusTools {
    private static final List<String> SETTABLE = List.of("maintenance", "blocked", "waiting", "active");

    private StatusTools() {}

    static Map<String, Tool> all() {
        return Map.of(
                "status-get",
                new Tool(new Flags().output().flag("include-data").flag("application", "service"), StatusTools::get),
                "status-set",
                new Tool(new Flags().flag("application", "service"), StatusTools::set),
                "application-version-set",
                new Tool(new Flags(), StatusTools::setVersion));
    }

    private static String set(Invocation call) {
        String value =
                call.argument(0).orElseThrow(() -> new UsageException("invalid args, require <status> [message]"));
        if (!SETTABLE.contains(value)) {
            throw new UsageException(
                    "invalid status \"" + value + "\", expected one of [maintenance blocked waiting active]");
        }
        call.words().noMoreThan(2);
        Status status = Status.now(value, call.argument(1).orElse(""));
        if (!call.words().has("application")) {
            call.context().setStatus(status);
        } else if (call.context().isLeader()) {
            call.context().setApplicationStatus(status);
        } else {
            throw new ModelException("this unit is not the leader");
        }
        return "";
    }

    private static String get(Invocation call) {
        call.words().noMoreThan(0);
        boolean withData = call.words().has("include-data");
        if (call.words().has("application")) {
            return application(call, withData);
        }
        Status status = call.context().status();
        boolean bare = !withData && "smart".equals(call.words().value("format").orElse("smart"));
        return bare ? call.print(status.value()) : call.print(described(status, withData));
    }

    private static String application(Invocation call, boolean withData) {
        HookContext context = call.context();
        if (!context.isLeader()) {
            throw new ModelException("finding application status: this unit is not the leader");
        }
        Status status = context.application().effectiveStatus();
        Map<String, Object> all = described(status, withData);
        Map<String, Object> units = new TreeMap<>();
        for (Unit unit : context.application().units()) {
            units.put(unit.name(), described(unit.status(), withData));
        }
        all.put("units", units);
        boolean bare = !withData && "smart".equals(call.words().value("format").orElse("smart"));
        return bare ? call.print(status.value()) : call.print(Map.of("application-status", all));
    }

    private static Map<String, Object> described(Status status, boolean withData) {
        Map<String, Object> described = new TreeMap<>();
        described.put("status", status.value());
        if (withData) {
            described.put("message", status.message());
            described.put("status-data", Map.of());
        }
        return described;
    }

    private static String setVersion(Invocation call) {
        String version = call.argument(0).orElseThrow(() -> new UsageException("no version specified"));
        call.words().noMoreThan(1);
        call.context().setWorkloadVersion(version);
        return "";
    }
}
