package pgcharm.local.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import pgcharm.local.Model;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Secret;
import pgcharm.local.model.SecretIds;
import pgcharm.local.tools.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// add-secret, update-secret, grant-secret, revoke-secret, remove-secret, show-secret, secrets.
final class SecretCommands {
    private SecretCommands() {}

    private static Map<String, String> content(List<String> words, String file) {
        Map<String, String> content = new TreeMap<>();
        if (!file.isEmpty()) {
            Arguments.mapping(file).forEach((key, value) -> content.put(key, value.toString()));
        }
        content.putAll(Arguments.secretContent(words));
        if (content.isEmpty()) {
            throw new Misuse("missing secret value or filename");
        }
        return content;
    }

    @Command(name = "add-secret", description = "Adds a secret and prints its URI.")
    static final class Add implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name>")
        private String name = "";

        @Parameters(index = "1..*", paramLabel = "<key>[#file]=<value>")
        private List<String> words = new ArrayList<>();

        @Option(names = "--file", description = "a YAML file of keys and values", paramLabel = "<file>")
        private String file = "";

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, String> content = content(words, file);
            session.change(model -> session.println(model.addSecret(name, content)));
            return 0;
        }
    }

    @Command(name = "update-secret", description = "Gives a secret a new content.")
    static final class Update implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name or id>")
        private String secret = "";

        @Parameters(index = "1..*", paramLabel = "<key>[#file]=<value>")
        private List<String> words = new ArrayList<>();

        @Option(names = "--file", description = "a YAML file of keys and values", paramLabel = "<file>")
        private String file = "";

        Update(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, String> content = content(words, file);
            session.change(model -> model.updateSecret(secret, content));
            return 0;
        }
    }

    @Command(name = "grant-secret", description = "Lets applications read a secret.")
    static final class Grant implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name or id>")
        private String secret = "";

        @Parameters(index = "1", paramLabel = "<application>[,<application>]")
        private String applications = "";

        Grant(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            forEach(session, applications, (model, application) -> model.grantSecret(secret, application));
            return 0;
        }
    }

    @Command(name = "revoke-secret", description = "Takes back what grant-secret gave.")
    static final class Revoke implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name or id>")
        private String secret = "";

        @Parameters(index = "1", paramLabel = "<application>[,<application>]")
        private String applications = "";

        Revoke(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            forEach(session, applications, (model, application) -> model.revokeSecret(secret, application));
            return 0;
        }
    }

    private static void forEach(Session session, String applications, BiConsumer<Model, String> act) {
        session.change(model -> {
            for (String application : applications.split(",", -1)) {
                act.accept(model, application);
            }
        });
    }

    @Command(name = "remove-secret", description = "Removes a secret.")
    static final class Remove implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name or id>")
        private String secret = "";

        Remove(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> model.removeSecret(secret));
            return 0;
        }
    }

    @Command(name = "show-secret", description = "Shows a secret, with --reveal its content too.")
    static final class Show implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<name or id>")
        private String name = "";

        @Option(names = "--reveal", description = "show the values")
        private boolean reveal;

        @Option(names = "--format", description = "yaml or json", paramLabel = "<format>")
        private String format = "yaml";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.look(model -> {
                Secret secret = find(model, name);
                session.print(Format.parse(format).print(Map.of(secret.id(), describe(secret, reveal))));
            });
            return 0;
        }

        private static Secret find(Model model, String name) {
            return model.state().secrets().stream()
                    .filter(secret -> (!secret.name().isEmpty() && secret.name().equals(name))
                            || SecretIds.parse(name).filter(secret.id()::equals).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new ModelException("secret \"" + name + "\" not found"));
        }

        private static Map<String, Object> describe(Secret secret, boolean reveal) {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("revision", secret.latest());
            described.put("owner", ownerOf(secret));
            if (!secret.name().isEmpty()) {
                described.put("name", secret.name());
            }
            if (!secret.label().isEmpty() && secret.name().isEmpty()) {
                described.put("label", secret.label());
            }
            if (reveal) {
                Map<String, String> content = new TreeMap<>(secret.content());
                content.replaceAll((_, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
                described.put("content", content);
            }
            return described;
        }
    }

    private static String ownerOf(Secret secret) {
        return secret.owner().startsWith("model-")
                ? "<model>"
                : secret.owner().replaceFirst("^application-", "").replaceFirst("^unit-(.*)-([0-9]+)$", "$1/$2");
    }

    @Command(name = "secrets", description = "Lists the secrets of the model.")
    static final class ListAll implements Callable<Integer> {
        private final Session session;

        ListAll(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.look(model -> {
                Table table = new Table(Set.of(4), "ID", "Name", "Owner", "Rotation", "Revision");
                for (Secret secret : model.state().secrets()) {
                    String name = secret.name().isEmpty() ? "-" : secret.name();
                    table.row(secret.id(), name, ownerOf(secret), "never", Integer.toString(secret.latest()));
                }
                session.print(table.text());
            });
            return 0;
        }
    }
}
