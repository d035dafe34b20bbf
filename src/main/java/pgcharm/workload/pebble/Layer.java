package pgcharm.workload.pebble;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import pgcharm.json.JsonText;

/// Services and checks by their names, to be added to Pebble's plan.
public record Layer(Map<String, Service> services, Map<String, Check> checks) {
    public Layer {
        services = Map.copyOf(services);
        checks = Map.copyOf(checks);
    }

    /// Sorted, so that the same layer is the same text.
    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("services", shapes(services, Service::shape));
        shape.put("checks", shapes(checks, Check::shape));
        return shape;
    }

    /// JSON, which is YAML where every text is quoted: two readers of YAML would not agree on what a bare `~` or
    /// `yes` is. What YAML does not take as it is, is escaped.
    String yaml() {
        StringBuilder yaml = new StringBuilder();
        JsonText.write(shape()).chars().forEach(c -> {
            if (c < 0x7f || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe)) {
                yaml.append((char) c);
            } else {
                yaml.append(String.format("\\u%04x", c));
            }
        });
        return yaml.toString();
    }

    private static <T> Map<String, Object> shapes(Map<String, T> parts, Function<T, Map<String, Object>> shape) {
        Map<String, Object> shapes = new TreeMap<>();
        parts.forEach((name, part) -> shapes.put(name, shape.apply(part)));
        return shapes;
    }
}
