package pgcharm.local.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import pgcharm.local.charm.Charm;
import pgcharm.local.model.ModelException;

/// network-get, unit-get.
final class NetworkTools {
    private NetworkTools() {}

    static Map<String, Tool> all(UnaryOperator<String> relationId) {
        return Map.of(
                "network-get",
                new Tool(
                        new Flags()
                                .output()
                                .value(relationId, "r", "relation")
                                .flag("bind-address")
                                .flag("ingress-address")
                                .flag("egress-subnets")
                                .flag("primary-address"),
                        NetworkTools::network),
                "unit-get",
                new Tool(new Flags().output(), NetworkTools::unit));
    }

    private static String unit(Invocation call) {
        String setting = call.argument(0).orElseThrow(() -> new UsageException("no setting specified"));
        call.words().noMoreThan(1);
        return switch (setting) {
            case "private-address" -> call.print(call.context().unit().address());
            case "public-address" -> call.print(call.context().application().address());
            default -> throw new UsageException("unknown setting \"" + setting + "\"");
        };
    }

    private static String network(Invocation call) {
        String binding = call.argument(0).orElseThrow(() -> new UsageException("no arguments specified"));
        if (binding.isEmpty()) {
            throw new UsageException("no binding name specified");
        }
        call.words().noMoreThan(1);
        Charm charm = call.context().application().charm();
        boolean known = binding.equals("juju-info")
                || charm.endpoint(binding).isPresent()
                || charm.extraBindings().contains(binding);
        if (!known) {
            throw new ModelException("no network config found for binding \"" + binding + "\"");
        }
        return wanted(call);
    }

    private static String wanted(Invocation call) {
        String address = call.context().unit().address();
        String ingress = call.context().application().address();
        Map<String, Object> picked = new TreeMap<>();
        if (call.words().has("bind-address")) {
            picked.put("bind-address", address);
        }
        if (call.words().has("ingress-address")) {
            picked.put("ingress-address", ingress);
        }
        if (call.words().has("egress-subnets")) {
            picked.put("egress-subnets", List.of(ingress + "/32"));
        }
        if (call.words().has("primary-address")) {
            if (!picked.isEmpty()) {
                throw new ModelException("--primary-address must be the only flag specified");
            }
            return call.print(address);
        }
        if (picked.size() == 1) {
            return call.print(picked.values().iterator().next());
        }
        return picked.isEmpty() ? call.print(everything(call, address, ingress)) : call.print(picked);
    }

    /// In YAML some keys appear under an older name, too.
    private static Map<String, Object> everything(Invocation call, String address, String ingress) {
        boolean asJson = "json".equals(call.words().value("format").orElse("smart"));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("hostname", "");
        one.put("value", address);
        one.put("cidr", "");
        Map<String, Object> bind = new LinkedHashMap<>();
        bind.put("mac-address", "");
        bind.put("interface-name", "");
        bind.put("addresses", List.of(one));
        if (!asJson) {
            one.put("address", address);
            bind.put("macaddress", "");
            bind.put("interfacename", "");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bind-addresses", List.of(bind));
        all.put("egress-subnets", List.of(ingress + "/32"));
        all.put("ingress-addresses", List.of(ingress));
        return all;
    }
}
