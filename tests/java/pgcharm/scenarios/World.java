package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import pgcharm.local.Deployment;
import pgcharm.local.server.EmbeddedServer;

/// What one scenario happens in: a model of its own with the packed provider in it, and a server.
public record World(JujuModel model, EmbeddedServer server, int number) implements AutoCloseable {
    public static final String PROVIDER = "postgresql-k8s";
    public static final String UNIT = PROVIDER + "/0";

    private static final AtomicInteger COUNT = new AtomicInteger();

    World(JujuModel model, EmbeddedServer server) {
        this(model, server, COUNT.incrementAndGet());
    }

    /// The same model with another server for the provider to be attached to.
    World on(EmbeddedServer other) {
        return new World(model, other, number);
    }

    /// The same, attached.
    World attachedTo(EmbeddedServer other) {
        World world = on(other);
        world.attach();
        world.settle();
        return world;
    }

    /// A name that no other scenario on the same server has.
    public String name(String word) {
        return word + number;
    }

    void deployProvider() {
        model.deploy(Deployment.of(PROVIDER, PackedCharms.unpacked(PackedCharms.provider())));
    }

    /// Gives the provider the server, as an operator does.
    ///
    /// @return the secret's URI
    public String attach() {
        return attach(access());
    }

    /// The same server, reached through a proxy.
    String attach(SqlProxy proxy) {
        Map<String, String> access = access();
        access.put("endpoints", proxy.endpoint());
        return attach(access);
    }

    public String attach(Map<String, String> content) {
        String secret = model.addSecret("server", content);
        model.grantSecret(secret, PROVIDER);
        model.configure(PROVIDER, Map.of("server", secret));
        return secret;
    }

    /// What config `server` takes.
    public Map<String, String> access() {
        EmbeddedServer.Admin admin = server.admin();
        return new HashMap<>(
                Map.of("endpoints", server.endpoint(), "username", admin.username(), "password", admin.password()));
    }

    public void configure(String option, Object value) {
        model.configure(PROVIDER, Map.of(option, value));
    }

    /// URI of the secret that says where the server is.
    String serverSecret() {
        return model.secrets().stream()
                .filter(secret -> secret.label().equals("server"))
                .findFirst()
                .orElseThrow()
                .uri();
    }

    /// Lets everything happen that follows; no hook may fail.
    public void settle() {
        assertThat(model.settle()).as(() -> lastRun().toString()).isEmpty();
    }

    public void updateStatus() {
        model.fire(UNIT, "update-status");
        settle();
    }

    ActionOutcome run(String action, Map<String, Object> parameters) {
        return model.run(PROVIDER + "/leader", action, parameters);
    }

    /// An action that has to work.
    public ActionOutcome ran(String action, Map<String, Object> parameters) {
        ActionOutcome outcome = run(action, parameters);
        assertThat(outcome.completed()).as(outcome::toString).isTrue();
        return outcome;
    }

    /// A session of the server's superuser.
    public Login superuser(String database) {
        return Login.superuser(server, database);
    }

    ShownStatus status() {
        return model.unitStatus(UNIT);
    }

    public ShownStatus applicationStatus() {
        return model.applicationStatus(PROVIDER);
    }

    /// The provider's hooks and actions of that name, the oldest first.
    List<PastRun> runs(String name) {
        return model.history().stream()
                .filter(run -> run.unit().startsWith(PROVIDER) && run.name().equals(name))
                .toList();
    }

    PastRun lastRun() {
        return model.history().getLast();
    }

    /// Secrets that the provider owns.
    List<StoredSecret> ownSecrets() {
        return model.secrets().stream()
                .filter(secret -> secret.owner().startsWith("application-" + PROVIDER))
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }
}
