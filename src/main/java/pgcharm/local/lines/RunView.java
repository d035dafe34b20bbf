package pgcharm.local.lines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pgcharm.local.run.HookRun;
import pgcharm.local.run.ToolRecord;

/// A run as maps and lists.
final class RunView {
    private static final Map<String, String> FROM_ENVIRONMENT = Map.of(
            "relation", "JUJU_RELATION_ID",
            "remote_app", "JUJU_REMOTE_APP",
            "remote_unit", "JUJU_REMOTE_UNIT",
            "departing_unit", "JUJU_DEPARTING_UNIT",
            "secret", "JUJU_SECRET_ID",
            "action_id", "JUJU_ACTION_UUID");

    /// The exit code that stands for SIGKILL.
    private static final int KILLED = 128 + 9;

    private RunView() {}

    static Map<String, Object> brief(HookRun run) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("seq", run.sequence());
        view.put("unit", run.unit());
        view.put("kind", run.isAction() ? "action" : "hook");
        view.put("hook", run.name());
        view.put("exit", run.exit());
        view.put("committed", run.committed());
        view.put("wall_ms", run.wallMillis());
        view.put("n_calls", run.calls().size());
        view.put("tool_ms", run.calls().stream().mapToDouble(ToolRecord::millis).sum());
        FROM_ENVIRONMENT.forEach((key, variable) -> {
            String value = run.environment().getOrDefault(variable, "");
            if (!value.isEmpty()) {
                view.put(key, value);
            }
        });
        if (run.exit() == KILLED) {
            view.put("signal", "killed");
        }
        if (!run.killed().isEmpty()) {
            view.put("killed", run.killed());
        }
        if (!run.commitError().isEmpty()) {
            view.put("commit_error", run.commitError());
        }
        return view;
    }

    static Map<String, Object> full(HookRun run) {
        Map<String, Object> view = brief(run);
        List<Map<String, Object>> calls = new ArrayList<>();
        for (ToolRecord call : run.calls()) {
            calls.add(call(call, calls.size() + 1));
        }
        view.put("dispatch_path", run.path());
        view.put("env", run.environment());
        view.put("missing", run.missing());
        view.put("calls", calls);
        view.put("changes", run.changes());
        view.put(
                "log",
                run.log().stream()
                        .map(line -> line.level() + " " + line.module() + ": " + line.message())
                        .toList());
        view.put("stdout", run.stdout());
        view.put("stderr", run.stderr());
        view.put("user_ms", run.cpuMillis());
        view.put("sys_ms", 0);
        view.put("max_rss_kb", run.peakKilobytes());
        return view;
    }

    private static Map<String, Object> call(ToolRecord call, int number) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("n", number);
        view.put("tool", call.tool());
        view.put("args", call.words());
        view.put("stdin", call.input());
        view.put("exit", call.exit());
        view.put("stdout", call.stdout());
        view.put("stderr", call.stderr());
        view.put("ms", call.millis());
        view.put("at_ms", call.atMillis());
        return view;
    }
}
