package pgcharm.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Settled;
import pgcharm.local.run.HookRun;
import pgcharm.local.server.EmbeddedServer;

/// A model with the charm under test in it, attached to a server.
final class Arena implements AutoCloseable {
    static final String PROVIDER = "postgresql-k8s";
    private static final String REQUESTED_SECRETS = "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\"]";

    private final Model model;
    private final Watch watch;
    private final SqlLog sql;
    private final Settings settings;

    private Arena(Model model, Watch watch, SqlLog sql, Settings settings) {
        this.model = model;
        this.watch = watch;
        this.sql = sql;
        this.settings = settings;
    }

    static Arena open(Settings settings, String name, EmbeddedServer server, int units) {
        SqlLog sql = new SqlLog(server);
        Watch watch = new Watch(sql::ended);
        Path directory = settings.work().resolve(name);
        Arena arena = new Arena(Model.open(directory, watch), watch, sql, settings);
        arena.attach(server, units);
        return arena;
    }

    private void attach(EmbeddedServer server, int units) {
        model.deploy(Deployment.of(PROVIDER, settings.charm()).withUnits(units));
        String secret = model.addSecret(
                "server",
                Map.of(
                        "endpoints", server.endpoint(),
                        "username", server.admin().username(),
                        "password", server.admin().password()));
        model.grantSecret(secret, PROVIDER);
        model.configure(PROVIDER, Map.of("server", secret), Set.of());
        settle();
    }

    Model model() {
        return model;
    }

    SqlLog sql() {
        return sql;
    }

    void delayTools(Duration delay) {
        watch.delay(delay);
    }

    /// A client without processes of its own.
    void addClient(String name, int units) {
        model.deploy(Deployment.of(name, settings.ghost()).asGhost().withUnits(units));
    }

    /// A relation of which nothing is asked yet.
    int relate(String client) {
        int relation = model.integrate(PROVIDER + ":database", client);
        settle();
        return relation;
    }

    /// Asks for a database and lets the charm answer.
    List<HookRun> ask(int relation, String client, String database) {
        model.writeDatabag(relation, client, Map.of("database", database, "requested-secrets", REQUESTED_SECRETS));
        List<HookRun> runs = settle();
        if (!model.databag(relation, PROVIDER).containsKey("secret-user")) {
            throw new IllegalStateException(client + " was not served: " + model.databag(relation, PROVIDER));
        }
        return runs;
    }

    HookRun fire(String unit, String hook) {
        model.fire(unit, hook);
        return only(unit, hook, settle());
    }

    HookRun changed(int relation, String remoteUnit) {
        String hook = "database-relation-changed";
        model.fireRelation(PROVIDER + "/0", hook, relation, remoteUnit, "");
        return only(PROVIDER + "/0", hook, settle());
    }

    List<HookRun> remove(int relation) {
        model.removeRelation(relation);
        return settle();
    }

    static HookRun only(String unit, String hook, List<HookRun> runs) {
        List<HookRun> found = new ArrayList<>(runs);
        found.removeIf(run -> !run.unit().equals(unit) || !run.name().equals(hook));
        if (found.size() != 1) {
            throw new IllegalStateException(hook + " ran " + found.size() + " times on " + unit);
        }
        return found.getFirst();
    }

    List<HookRun> settle() {
        Settled settled = model.settle();
        if (!settled.errors().isEmpty()) {
            throw new IllegalStateException("hooks failed: " + settled.errors() + "\n"
                    + settled.runs().getLast().stderr());
        }
        return settled.runs();
    }

    @Override
    public void close() {
        model.close();
    }
}
