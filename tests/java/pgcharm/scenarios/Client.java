package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pgcharm.local.Deployment;
import tools.jackson.databind.JsonNode;

/// An application that asks for a database: a ghost, whose half of the relation the scenario writes.
///
/// @param relation its id
record Client(World world, String application, int relation) {
    private static final String ALL_SECRETS =
            "[\"username\", \"password\", \"uris\", \"read-only-uris\", \"tls\", \"tls-ca\"]";

    /// What a refused client is told.
    record Refusal(int code, String message, String resolution) {}

    /// Deploys the application and integrates it; nothing is asked for yet.
    static Client of(World world, String application) {
        return of(world, application, "database");
    }

    /// @param endpoint the provider's: `database`, `db` or `db-admin`
    static Client of(World world, String application, String endpoint) {
        world.model().deploy(Deployment.of(application, PackedCharms.GHOST).asGhost());
        return integrate(world, application, endpoint);
    }

    /// Integrates an application that is there.
    static Client integrate(World world, String application, String endpoint) {
        String side = endpoint.equals("database") ? "database" : "db";
        int relation = world.model().integrate(application + ":" + side, World.PROVIDER + ":" + endpoint);
        return new Client(world, application, relation);
    }

    /// Asks for a database with all credentials in secrets, and waits for what comes of it.
    Client asksFor(String database) {
        return asks(Map.of("database", database, "requested-secrets", ALL_SECRETS));
    }

    Client asksFor(String database, String key, String value) {
        return asks(Map.of("database", database, "requested-secrets", ALL_SECRETS, key, value));
    }

    /// Asks for a database with all credentials in the databag.
    Client asksPlainlyFor(String database) {
        return asks(Map.of("database", database));
    }

    /// Writes its half of the relation.
    void writes(Map<String, String> changes) {
        world.model().writeDatabag(relation, application, changes);
    }

    /// Writes its half of the relation, and waits for what comes of it.
    Client asks(Map<String, String> changes) {
        writes(changes);
        world.settle();
        return this;
    }

    void leaves() {
        world.model().removeRelation(relation);
        world.settle();
    }

    /// The provider's databag.
    Map<String, String> databag() {
        Map<String, String> databag = world.model().databag(relation, World.PROVIDER);
        IssuedPasswords.note(databag.getOrDefault("password", ""));
        return databag;
    }

    /// The provider's databag with what is in the secrets that it names.
    Map<String, String> received() {
        Map<String, String> all = new TreeMap<>(databag());
        for (String key : List.of("secret-user", "secret-tls", "secret-entity")) {
            Optional.ofNullable(all.remove(key))
                    .ifPresent(uri -> all.putAll(world.model().readSecret(unit(), uri)));
        }
        return all;
    }

    boolean isServed() {
        Map<String, String> databag = databag();
        return databag.containsKey("secret-user") || databag.containsKey("username") || databag.containsKey("user");
    }

    /// Whether what it was given is an entity.
    boolean isEntity() {
        return databag().containsKey("secret-entity");
    }

    /// What it can connect with, from the URI it was given.
    Login login() {
        Map<String, String> received = received();
        Login login = Login.of(received.getOrDefault("uris", ""));
        if (databag().containsKey("secret-user")) {
            assertThat(databag().toString()).doesNotContain(login.password());
        }
        assertThat(received)
                .containsEntry(isEntity() ? "entity-name" : "username", login.username())
                .containsEntry(isEntity() ? "entity-password" : "password", login.password())
                .containsEntry("database", login.database());
        return login;
    }

    /// Why it is refused.
    Refusal refusal() {
        JsonNode list = JsonLines.JSON.readTree(databag().getOrDefault("status", "[]"));
        assertThat(list.size()).isEqualTo(1);
        JsonNode status = list.get(0);
        assertThat(status.propertyNames()).containsExactlyInAnyOrder("code", "message", "resolution");
        return new Refusal(
                status.path("code").asInt(),
                status.path("message").asString(),
                status.path("resolution").asString());
    }

    /// A secret of this client's that the provider may read, as client libraries hand on a wanted user name.
    String secret(Map<String, String> content) {
        String uri = world.model().addSecret(application + "-wanted", new HashMap<>(content));
        world.model().grantSecret(uri, World.PROVIDER);
        return uri;
    }

    String unit() {
        return application + "/0";
    }
}
