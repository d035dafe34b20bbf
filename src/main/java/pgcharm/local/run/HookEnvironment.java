package pgcharm.local.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.Application;
import pgcharm.local.model.Hook;
import pgcharm.local.model.ModelState;
import pgcharm.local.model.Task;
import pgcharm.local.model.Unit;

/// The environment Juju gives a charm on Kubernetes: these variables and no others.
final class HookEnvironment {
    private static final String SERVICE = "10.152.183.1";

    private HookEnvironment() {}

    static Map<String, String> of(
            ModelState model, Unit unit, UnitDirectory directory, String contextId, Optional<Hook> hook) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("CHARM_DIR", directory.charm().toString());
        variables.put("JUJU_CHARM_DIR", directory.charm().toString());
        variables.put("JUJU_CONTEXT_ID", contextId);
        variables.put("JUJU_AGENT_SOCKET_ADDRESS", directory.address().toString());
        variables.put("JUJU_AGENT_SOCKET_NETWORK", "unix");
        variables.put("JUJU_UNIT_NAME", unit.name());
        variables.put("JUJU_MODEL_UUID", model.uuid());
        variables.put("JUJU_MODEL_NAME", model.name());
        variables.put("JUJU_API_ADDRESSES", "10.152.183.2:17070");
        variables.put("JUJU_VERSION", "3.6.9");
        variables.put("CLOUD_API_VERSION", "1.31.0");
        for (String empty : new String[] {
            "JUJU_MACHINE_ID",
            "JUJU_PRINCIPAL_UNIT",
            "JUJU_AVAILABILITY_ZONE",
            "JUJU_CHARM_HTTP_PROXY",
            "JUJU_CHARM_HTTPS_PROXY",
            "JUJU_CHARM_FTP_PROXY",
            "JUJU_CHARM_NO_PROXY"
        }) {
            variables.put(empty, "");
        }
        kubernetes(variables);
        variables.put("LANG", "C.UTF-8");
        variables.put("TERM", "tmux-256color");
        variables.put("DEBIAN_FRONTEND", "noninteractive");
        variables.put("APT_LISTCHANGES_FRONTEND", "none");
        variables.put("PATH", directory.tools() + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("JUJU_HOOK_NAME", hook.map(Hook::name).orElse(""));
        hook.ifPresent(running -> variables.putAll(running.environment()));
        Application application = model.applicationOf(unit);
        variables.putAll(application.environment());
        return variables;
    }

    static Map<String, String> of(Task task) {
        return Map.of(
                "JUJU_ACTION_NAME", task.action(),
                "JUJU_ACTION_UUID", Integer.toString(task.id()),
                "JUJU_ACTION_TAG", "action-" + task.id());
    }

    private static void kubernetes(Map<String, String> variables) {
        variables.put("KUBERNETES_SERVICE_HOST", SERVICE);
        variables.put("KUBERNETES_SERVICE_PORT", "443");
        variables.put("KUBERNETES_SERVICE_PORT_HTTPS", "443");
        variables.put("KUBERNETES_PORT", "tcp://" + SERVICE + ":443");
        variables.put("KUBERNETES_PORT_443_TCP", "tcp://" + SERVICE + ":443");
        variables.put("KUBERNETES_PORT_443_TCP_ADDR", SERVICE);
        variables.put("KUBERNETES_PORT_443_TCP_PORT", "443");
        variables.put("KUBERNETES_PORT_443_TCP_PROTO", "tcp");
    }
}
