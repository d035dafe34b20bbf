package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.InJuju.Unattached;

/// data-integrator with a provider that publishes what the scenario says.
@ExtendWith(InJuju.class)
final class AnyProviderScenarios {
    @Test
    void readsPlainTextAndLeavesTheRequestOfAProviderThatFollowsNothing(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", "plain"));
        int relation = integrator.relateGhost();
        Map<String, String> published =
                Map.of("username", "me", "password", "secret", "endpoints", "db:5432", "database", "plain");
        integrator.publish(relation, published);
        assertThat(integrator.status()).isEqualTo("active: ");
        assertThat(integrator.credentials(Map.of())).isEqualTo(published);
        assertThat(integrator.credentials(Map.of("format", "pgpass")))
                .containsEntry("pgpass", "db:5432:plain:me:secret");

        integrator.configure("database-name", "other");
        assertThat(integrator.status())
                .isEqualTo("blocked: To change database name: plain, please remove relation and add it again");
        integrator.configure("extra-user-roles", "createdb");
        assertThat(integrator.status())
                .isEqualTo("blocked: To change role info, please remove relation and add it again");
        assertThat(integrator.request(relation))
                .containsEntry("database", "plain")
                .doesNotContainKey("extra-user-roles");
    }

    @Test
    void asksInTheWordsThatProvidersKnow(@Unattached World world) {
        Integrator integrator =
                Integrator.deployed(world, Map.of("database-name", "words", "extra-user-roles", "charmed_dml"));
        int relation = integrator.relateGhost();

        Map<String, String> lists = Map.of(
                "requested-secrets",
                "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\", \"read-only-uris\", \"entity-name\","
                        + " \"entity-password\"]",
                "provided-secrets",
                "[\"mtls-cert\"]");
        Map<String, String> request = new HashMap<>(lists);
        request.putAll(
                Map.of("database", "words", "extra-user-roles", "charmed_dml", "external-node-connectivity", "true"));
        assertThat(integrator.request(relation)).isEqualTo(request);
        assertThat(world.model().databag(relation, Integrator.APPLICATION + "/0"))
                .containsAllEntriesOf(lists);
    }

    @Test
    void failsTheActionAndNoHookOnASecretThatItCannotRead(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", "hidden"));
        int relation = integrator.relateGhost();
        String secret = world.model().addSecret("hidden", Map.of("username", "me", "password", "secret"));
        integrator.publish(relation, Map.of("secret-user", secret, "database", "hidden"));
        assertThat(integrator.failure().getFirst()).startsWith("cannot read the credentials in secret-user: ");

        world.model().grantSecret(secret, Integrator.APPLICATION);
        assertThat(integrator.credentials(Map.of()))
                .containsEntry("username", "me")
                .containsEntry("password", "secret");

        world.model().updateSecret(secret, Map.of("username", "me", "password", "rotated"));
        assertThat(integrator.credentials(Map.of())).containsEntry("password", "rotated");
    }

    @Test
    void showsARefusalWithItsRemedy(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", "postgres"));
        int relation = integrator.relateGhost();
        integrator.publish(
                relation,
                Map.of("status", "[{\"code\": 4003, \"message\": \"reserved\", \"resolution\": \"take another\"}]"));
        assertThat(integrator.status()).isEqualTo("blocked: provider: reserved — take another");

        integrator.publish(relation, Map.of("status", ""));
        assertThat(integrator.status()).isEqualTo("blocked: " + Integrator.NOT_SERVED);
    }

    @Test
    void asksForNothingThatNobodyCouldUnderstand(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", "shop", "entity-type", "ROBOT"));
        int relation = integrator.relateGhost();
        assertThat(integrator.status()).isEqualTo("blocked: entity-type \"ROBOT\" is unknown: set USER or GROUP");
        assertThat(integrator.request(relation)).doesNotContainKeys("database", "entity-type");

        integrator.configure("entity-type", "USER");
        integrator.configure("entity-permissions", "[{]");
        assertThat(integrator.status()).startsWith("blocked: entity-permissions is malformed: set a JSON list");

        integrator.configure("entity-permissions", "[]");
        assertThat(integrator.request(relation))
                .containsEntry("entity-type", "USER")
                .containsEntry("entity-permissions", "[]");
    }

    @Test
    void usesTheSecretThatAFailedCommitLeftBehind(@Unattached World world) {
        String wanted = world.model().addSecret("wanted", Map.of("mylogin", "mypassword"));
        Integrator integrator =
                Integrator.deployed(world, Map.of("database-name", "shop", "requested-entities-secret", wanted));
        world.model().grantSecret(wanted, Integrator.APPLICATION);
        integrator.deployGhost();
        int relation = world.model().integrate(Integrator.APPLICATION, Integrator.GHOST);
        world.model().failCommitNext(Integrator.APPLICATION + "/0");
        assertThat(world.model().settle()).isNotEmpty();
        world.model().resolved(Integrator.APPLICATION + "/0", true);
        integrator.settle();

        assertThat(integrator.ownSecrets())
                .extracting(StoredSecret::label)
                .containsExactly(world.model().uuid() + "-" + relation + "-requested-entity");
        assertThat(integrator.request(relation)).containsKey("requested-entity-secret");

        world.model().removeRelation(relation);
        integrator.settle();
        assertThat(integrator.ownSecrets()).isEmpty();
    }

    @Test
    void saysOnEveryUnitWhatTheLeaderAskedFor(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of("database-name", "two"));
        world.model().addUnit(Integrator.APPLICATION);
        int relation = integrator.relateGhost();
        integrator.publish(relation, Map.of("username", "me", "password", "secret", "database", "two"));

        String other = Integrator.APPLICATION + "/1";
        assertThat(world.model().unitStatus(other)).hasToString("active: ");
        assertThat(world.model().run(other, "get-credentials", Map.of()).completed())
                .isTrue();
    }

    @Test
    void saysWhatIsMissingBeforeThereAreCredentials(@Unattached World world) {
        Integrator integrator = Integrator.deployed(world, Map.of());
        assertThat(integrator.status())
                .isEqualTo("blocked: Please specify either topic, index, database name, keyspace name, or prefix");
        assertThat(integrator.failure().getFirst())
                .isEqualTo("The database name, topic name, index name, keyspace name, or prefix is not specified in"
                        + " the config.");

        integrator.configure("database-name", "shop");
        assertThat(integrator.failure())
                .isEqualTo(List.of("The action can be run only after relation is created.", Integrator.NOT_SERVED));
    }
}
