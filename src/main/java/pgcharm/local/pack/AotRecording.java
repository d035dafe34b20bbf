package pgcharm.local.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Settled;
import pgcharm.local.run.ActionResult;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// Records the AOT caches of the unpacked charms: lives through all that ought to start fast, once, in the local model.
public final class AotRecording {
    private static final String PROVIDER = "postgresql-k8s";
    private static final String CLIENT = "data-integrator";

    private AotRecording() {}

    /// @param arguments the unpacked provider, the unpacked data-integrator, a directory to work in, which does not
    /// exist
    ///     yet, and one for the server's programs
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 4) {
            System.err.println("usage: AotRecording <provider> <integrator> <work directory> <cache of PostgreSQL>");
            System.exit(2);
        }
        Path work = Path.of(arguments[2]);
        try {
            record(Path.of(arguments[0]), Path.of(arguments[1]), work, Path.of(arguments[3]));
        } catch (IOException | RuntimeException e) {
            System.err.println("cannot record the AOT caches: " + e.getMessage());
            System.err.println("What the charms said is in the files log below " + work);
            System.exit(1);
        }
    }

    private static void record(Path provider, Path integrator, Path work, Path cache)
            throws IOException, InterruptedException {
        TrainingCharm providerTraining = TrainingCharm.prepare(provider, work.resolve(PROVIDER));
        TrainingCharm integratorTraining = TrainingCharm.prepare(integrator, work.resolve(CLIENT));
        PostgresArchive archive = PostgresArchive.onClassPath().getFirst();
        try (EmbeddedServer server = EmbeddedServer.start(work.resolve("server"), archive, cache, List.of());
                Model model = Model.open(work.resolve("model"))) {
            model.deploy(Deployment.of(PROVIDER, providerTraining.directory()));
            model.deploy(Deployment.of(CLIENT, integratorTraining.directory())
                    .withConfig("database-name", "training")
                    .withConfig("requested-entities-secret", wantedName(model)));
            // before any hook: without a server the charm would start a cluster of its own
            attach(model, server);
            int relation = serve(model);
            act(model);
            model.removeRelation(relation);
            settle(model);
            providerTraining.finish();
            integratorTraining.finish();
        }
    }

    private static void attach(Model model, EmbeddedServer server) throws IOException {
        EmbeddedServer.Admin admin = server.admin();
        Map<String, String> content =
                Map.of("endpoints", server.endpoint(), "username", admin.username(), "password", admin.password());
        String secret = model.addSecret("server", content);
        model.grantSecret(secret, PROVIDER);
        model.configure(PROVIDER, Map.of("server", secret), Set.of());
        settle(model);
    }

    /// A grant can only be given to an application that exists.
    private static String wantedName(Model model) {
        return model.addSecret("wanted-name", Map.of("trainee", "None"));
    }

    private static int serve(Model model) throws IOException {
        model.grantSecret("wanted-name", CLIENT);
        int relation = model.integrate(PROVIDER, CLIENT);
        settle(model);
        model.fireRelation(PROVIDER + "/0", "database-relation-changed", relation, CLIENT + "/0", "");
        model.fire(PROVIDER + "/0", "update-status");
        model.fire(CLIENT + "/0", "update-status");
        settle(model);
        return relation;
    }

    private static void act(Model model) throws IOException {
        act(model, PROVIDER, "get-credentials", Map.of("database", "training", "username", "person"));
        act(model, PROVIDER, "list-access", Map.of());
        act(model, PROVIDER, "reconcile", Map.of());
        act(model, PROVIDER, "remove-credentials", Map.of("username", "person"));
        act(model, CLIENT, "get-credentials", Map.of());
        for (String format : List.of("env", "pgpass", "jdbc", "uri", "json")) {
            act(model, CLIENT, "get-credentials", Map.of("format", format));
        }
    }

    private static void act(Model model, String application, String action, Map<String, Object> parameters)
            throws IOException {
        ActionResult result = model.run(application + "/0", action, parameters);
        if (!result.status().equals("completed")) {
            throw new IOException("the action " + action + " failed: " + result.message());
        }
    }

    private static void settle(Model model) throws IOException {
        Settled settled = model.settle();
        if (!settled.errors().isEmpty()) {
            throw new IOException("hooks failed: " + settled.errors());
        }
    }
}
