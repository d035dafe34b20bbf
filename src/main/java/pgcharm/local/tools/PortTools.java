package pgcharm.local.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Port;

/// open-port, close-port, opened-ports.
final class PortTools {
    private PortTools() {}

    static Map<String, Tool> all() {
        return Map.of(
                "open-port", new Tool(new Flags().value("endpoints").value("format"), call -> change(call, true)),
                "close-port", new Tool(new Flags().value("endpoints").value("format"), call -> change(call, false)),
                "opened-ports", new Tool(new Flags().output().flag("endpoints"), PortTools::opened));
    }

    private static String change(Invocation call, boolean open) {
        String text = call.argument(0).orElseThrow(() -> new UsageException("no port or range specified"));
        Port port = parse(text);
        call.words().noMoreThan(1);
        if (port.from() != port.to()) {
            throw new ModelException(
                    "port ranges are not supported for k8s applications, please specify a single port");
        }
        String endpoints = call.words().value("endpoints").orElse("");
        for (String endpoint : endpoints.split(",", -1)) {
            call.context().setPort(endpoint.strip(), port, open);
        }
        return "";
    }

    static Port parse(String text) {
        int slash = text.indexOf('/');
        String ports = slash < 0 ? text : text.substring(0, slash);
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (ports.equals("icmp")) {
            return new Port(-1, -1, "icmp");
        }
        int dash = ports.indexOf('-');
        int from = number(dash < 0 ? ports : ports.substring(0, dash));
        int to = dash < 0 ? from : number(ports.substring(dash + 1));
        if (!List.of("tcp", "udp", "icmp").contains(protocol)) {
            throw new UsageException("invalid protocol \"" + protocol + "\", expected \"tcp\", \"udp\", or \"icmp\"");
        }
        if (protocol.equals("icmp")) {
            throw new UsageException("protocol \"icmp\" doesn't support any ports; got \"" + ports + "\"");
        }
        if (from > to) {
            throw new UsageException("invalid port range " + from + "-" + to + "/" + protocol);
        }
        if (from < 0 || to > 65535) {
            throw new UsageException("port range bounds must be between 0 and 65535, got " + from + "-" + to);
        }
        return new Port(from, to, protocol);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new UsageException(
                    "invalid port \"" + text + "\": strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static String opened(Invocation call) {
        call.words().noMoreThan(0);
        HookContext context = call.context();
        Map<Port, List<String>> endpoints = new TreeMap<>();
        context.ports()
                .forEach((endpoint, ports) -> ports.forEach(port -> endpoints
                        .computeIfAbsent(port, _ -> new ArrayList<>())
                        .add(endpoint.isEmpty() ? "*" : endpoint)));
        if (!call.words().has("endpoints")) {
            return call.print(new TreeSet<>(endpoints.keySet())
                    .stream().map(Port::toString).toList());
        }
        return call.print(endpoints.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .toList());
    }
}
