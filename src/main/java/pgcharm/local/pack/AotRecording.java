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

/// Records the AOT cache of an unpacked charm: lives through all that ought to start fast, once, in the local model.
public final class AotRecording {
    private static final String PROVIDER = "postgresql-k8s";
    private static final String CLIENT = "data-integrator";

    private AotRecording() {}

    /// @param arguments the unpacked charm, the unpacked client, a directory to work in, which does not exist yet, and
    ///     one for the server's programs
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 4) {
            System.err.println("usage: AotRecording <charm> <client> <work directory> <cache of PostgreSQL>");
            System.exit(2);
        }
        Path work = Path.of(arguments[2]);
        try {
            record(Path.of(arguments[0]), Path.of(arguments[1]), work, Path.of(arguments[3]));
        } catch (IOException | RuntimeException e) {
            System.err.println("cannot record the AOT cache: " + e.getMessage());
            System.err.println("What the charm said is in " + work.resolve("log"));
            System.exit(1);
        }
    }

    private static void record(Path charm, Path client, Path work, Path cache)
            throws IOException, InterruptedException {
        TrainingCharm training = TrainingCharm.prepare(charm, work);
        PostgresArchive archive = PostgresArchive.onClassPath().getFirst();
        try (EmbeddedServer server = EmbeddedServer.start(work.resolve("server"), archive, cache, List.of());
                Model model = Model.open(work.resolve("model"))) {
            model.deploy(Deployment.of(PROVIDER, training.directory()));
            model.deploy(Deployment.of(CLIENT, client).withConfig("database-name", "training"));
            settle(model);
            attach(model, server);
            int relation = serve(model);
            act(model);
            model.removeRelation(relation);
            settle(model);
            training.finish();
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

    private static int serve(Model model) throws IOException {
        int relation = model.integrate(PROVIDER, CLIENT);
        settle(model);
        model.fireRelation(PROVIDER + "/0", "database-relation-changed", relation, CLIENT + "/0", "");
        model.fire(PROVIDER + "/0", "update-status");
        settle(model);
        return relation;
    }

    private static void act(Model model) throws IOException {
        act(model, "get-credentials", Map.of("database", "training", "username", "trainee"));
        act(model, "list-access", Map.of());
        act(model, "reconcile", Map.of());
        act(model, "remove-credentials", Map.of("username", "trainee"));
    }

    private static void act(Model model, String action, Map<String, Object> parameters) throws IOException {
        ActionResult result = model.run(PROVIDER + "/0", action, parameters);
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
