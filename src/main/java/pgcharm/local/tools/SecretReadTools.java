package pgcharm.local.tools;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.model.HookSecrets.Managed;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.SecretGrant;

/// secret-get, secret-info-get, secret-ids.
final class SecretReadTools {
    private SecretReadTools() {}

    static Map<String, Tool> all() {
        return Map.of(
                "secret-get",
                new Tool(new Flags().yamlOutput().value("label").flag("peek").flag("refresh"), SecretReadTools::get),
                "secret-info-get",
                new Tool(new Flags().yamlOutput().value("label"), SecretReadTools::info),
                "secret-ids",
                new Tool(new Flags().output(), SecretReadTools::ids));
    }

    private static String get(Invocation call) {
        String label = call.words().value("label").orElse("");
        Optional<String> uri = call.argument(0);
        if (uri.isEmpty() && label.isEmpty()) {
            throw new UsageException("require either a secret URI or label");
        }
        boolean peek = call.words().has("peek");
        boolean refresh = call.words().has("refresh");
        if (peek && refresh) {
            throw new UsageException("specify one of --peek or --refresh but not both");
        }
        String id = uri.isPresent() ? SecretTools.id(call) : "";
        call.words().noMoreThan(2);
        Map<String, String> content = new TreeMap<>(call.context()
                .secrets()
                .read(id, uri.map(SecretReadTools::canonical).orElse(""), label, refresh, peek));
        Optional<String> key = call.argument(1);
        if (key.isEmpty()) {
            content.replaceAll((_, value) -> decode(value));
            return call.print(content, Format.YAML);
        }
        boolean encoded = key.get().endsWith("#base64");
        String name = encoded ? key.get().substring(0, key.get().length() - "#base64".length()) : key.get();
        String value = Optional.ofNullable(content.get(name))
                .orElseThrow(() -> new ModelException("secret key value \"" + name + "\" not found"));
        return call.print(encoded ? value : decode(value), Format.YAML);
    }

    /// A URI as Juju's messages show it.
    private static String canonical(String uri) {
        return uri.startsWith("secret:") ? uri : "secret:" + uri;
    }

    private static String decode(String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ModelException("illegal base64 data: " + e.getMessage());
        }
    }

    private static String info(Invocation call) {
        String label = call.words().value("label").orElse("");
        if (call.argument(0).isEmpty() && label.isEmpty()) {
            throw new UsageException("require either a secret URI or label");
        }
        if (call.argument(0).isPresent() && !label.isEmpty()) {
            throw new UsageException("specify either a secret URI or label but not both");
        }
        String id = call.argument(0).isPresent() ? SecretTools.id(call) : "";
        call.words().noMoreThan(1);
        Managed secret = call.context().secrets().managed().values().stream()
                .filter(managed -> id.isEmpty()
                        ? managed.metadata().label().equals(label)
                        : managed.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ModelException("secret \"" + (id.isEmpty() ? label : id) + "\" not found"));
        return call.print(Map.of(secret.id(), described(secret)), Format.YAML);
    }

    private static Map<String, Object> described(Managed secret) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("revision", secret.latest());
        info.put("label", secret.metadata().label());
        info.put("owner", secret.owner().startsWith("unit-") ? "unit" : "application");
        if (!secret.metadata().description().isEmpty()) {
            info.put("description", secret.metadata().description());
        }
        if (!secret.metadata().rotate().isEmpty() || secret.isCommitted()) {
            info.put(
                    "rotation",
                    secret.metadata().rotate().isEmpty()
                            ? "never"
                            : secret.metadata().rotate());
        }
        if (!secret.metadata().expires().isEmpty()) {
            info.put("expiry", Instant.parse(secret.metadata().expires()));
        }
        List<Map<String, Object>> access = secret.grants().values().stream()
                .map(SecretReadTools::described)
                .toList();
        if (!access.isEmpty()) {
            info.put("access", access);
        }
        return info;
    }

    private static Map<String, Object> described(SecretGrant grant) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("target", grant.target());
        access.put("scope", grant.scope());
        access.put("role", "view");
        return access;
    }

    private static String ids(Invocation call) {
        call.words().noMoreThan(0);
        List<String> ids = List.copyOf(call.context().secrets().managed().keySet());
        boolean asJson = "json".equals(call.words().value("format").orElse("smart"));
        return ids.isEmpty() && asJson ? call.print(Optional.empty()) : call.print(ids);
    }
}
