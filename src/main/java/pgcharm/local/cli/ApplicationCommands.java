package pgcharm.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.charm.Charm;
import pgcharm.local.server.EmbeddedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// deploy, refresh, remove-application.
final class ApplicationCommands {
    private ApplicationCommands() {}

    /// A path, or the name of a charm in `dist`.
    static Path find(Terminal terminal, String charm) {
        if (charm.contains("/") || charm.endsWith(".charm")) {
            Path path = Path.of(charm).toAbsolutePath();
            if (!Files.exists(path)) {
                throw new Refusal("no charm was found at \"" + charm + "\"");
            }
            return path;
        }
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String architecture = machine.equals("aarch64") ? "arm64" : machine;
        Path path = terminal.root().resolve("dist").resolve(charm + "_" + architecture + ".charm");
        if (!Files.exists(path)) {
            throw new Refusal("charm \"" + charm + "\" not found: there is no " + path + ", which `make charm` builds");
        }
        return path;
    }

    @Command(
            name = "deploy",
            description = "Deploys an application from a .charm file, or from a charm in dist by its name.%n"
                    + "postgresql-k8s without the option server gets a PostgreSQL server of its own.")
    static final class Deploy implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<charm>", description = "path of a .charm file, or a name")
        private String charm = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "<application>", description = "its name in the model")
        private String application = "";

        @Option(
                names = {"-n", "--num-units"},
                description = "how many units",
                paramLabel = "<count>")
        private int units = 1;

        @Option(names = "--config", description = "an option, or a YAML file of options", paramLabel = "<key=value>")
        private List<String> config = new ArrayList<>();

        @Option(names = "--resource", description = "a file for a resource", paramLabel = "<name=file>")
        private List<String> resources = new ArrayList<>();

        Deploy(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Path path = find(session.terminal(), charm);
            session.change(model -> deploy(model, path));
            return 0;
        }

        private void deploy(Model model, Path path) {
            Charm described = model.readCharm(path);
            String name = application.isEmpty() ? described.name() : application;
            Map<String, Object> options = options(name);
            Map<String, Path> files = new TreeMap<>();
            Arguments.pairs(resources).forEach((resource, file) -> {
                if (Files.isRegularFile(Path.of(file))) {
                    files.put(resource, Path.of(file));
                }
            });
            session.tell("Deploying \"" + name + "\" from local charm \"" + described.name() + "\"");
            model.deploy(new Deployment(name, path, units, options, files, Map.of(), false));
            boolean needsServer = described.name().equals("postgresql-k8s")
                    && described.options().containsKey("server")
                    && !options.containsKey("server");
            if (needsServer) {
                attachServer(model, name);
            }
        }

        private Map<String, Object> options(String name) {
            Map<String, Object> options = new TreeMap<>();
            for (String word : config) {
                if (word.contains("=")) {
                    options.putAll(Arguments.pairs(List.of(word)));
                } else {
                    Map<String, Object> file = Arguments.mapping(word);
                    if (file.get(name) instanceof Map<?, ?> ours) {
                        ours.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
                    } else {
                        options.putAll(file);
                    }
                }
            }
            return options;
        }

        private void attachServer(Model model, String name) {
            EmbeddedServers servers = session.servers();
            session.tell("Starting an embedded PostgreSQL " + servers.version() + " for " + name);
            EmbeddedServer server = servers.start(name);
            EmbeddedServer.Admin admin = server.admin();
            String secret = name + "-server";
            String uri = model.addSecret(
                    secret,
                    Map.of(
                            "endpoints", server.endpoint(),
                            "username", admin.username(),
                            "password", admin.password()));
            model.grantSecret(secret, name);
            model.configure(name, Map.of("server", uri), Set.of());
            session.tell("Attached it at " + server.endpoint() + " by the secret " + secret
                    + " and the option server; destroy-model stops it");
        }
    }

    @Command(name = "refresh", description = "Gives an application other charm files and runs upgrade-charm.")
    static final class Refresh implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "<application>")
        private String application = "";

        @Option(names = "--path", description = "a .charm file; else the one it came from", paramLabel = "<file>")
        private String path = "";

        Refresh(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> {
                String from =
                        path.isEmpty() ? model.state().application(application).charmPath() : path;
                model.refresh(application, find(session.terminal(), from));
            });
            return 0;
        }
    }

    @Command(name = "remove-application", description = "Removes applications with their units and relations.")
    static final class Remove implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "<application>")
        private List<String> applications = new ArrayList<>();

        Remove(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.change(model -> applications.forEach(application -> {
                model.removeApplication(application);
                session.tell("will remove application " + application);
            }));
            return 0;
        }
    }
}
