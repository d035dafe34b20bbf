package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static pgcharm.scenarios.IntegratorModel.CLIENT;
import static pgcharm.scenarios.IntegratorModel.NOT_SERVED;
import static pgcharm.scenarios.IntegratorModel.PROVIDER;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.model.Secret;
import pgcharm.local.run.ActionResult;

/// data-integrator with a provider whose databag the scenario writes.
final class AnyProviderScenarios {
    @TempDir
    private Path directory;

    private IntegratorModel model;

    @BeforeEach
    void openModel() {
        model = IntegratorModel.in(directory.resolve("model"));
    }

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void readsCredentialsInPlainTextAndLeavesTheRequestOfAProviderThatFollowsNothing() {
        int relation = model.relateGhost(Map.of("database-name", "plain"));
        Map<String, String> published =
                Map.of("username", "me", "password", "secret", "endpoints", "db:5432", "database", "plain");
        model.model().writeDatabag(relation, PROVIDER, published);
        model.settle();
        assertThat(model.status()).isEqualTo("active ");
        assertThat(model.credentials(Map.of())).isEqualTo(published);
        assertThat(model.credentials(Map.of("format", "pgpass"))).containsEntry("pgpass", "db:5432:plain:me:secret");

        model.configure("database-name", "other");
        assertThat(model.status())
                .isEqualTo("blocked To change database name: plain, please remove relation and add it again");
        model.configure("extra-user-roles", "createdb");
        assertThat(model.status()).isEqualTo("blocked To change role info, please remove relation and add it again");
        assertThat(model.model().databag(relation, CLIENT))
                .containsEntry("database", "plain")
                .doesNotContainKey("extra-user-roles");
    }

    @Test
    void asksInTheWordsThatProvidersKnow() {
        int relation = model.relateGhost(Map.of("database-name", "words", "extra-user-roles", "charmed_dml"));

        Map<String, String> lists = Map.of(
                "requested-secrets",
                "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\", \"read-only-uris\", \"entity-name\","
                        + " \"entity-password\"]",
                "provided-secrets",
                "[\"mtls-cert\"]");
        Map<String, String> request = new HashMap<>(lists);
        request.putAll(
                Map.of("database", "words", "extra-user-roles", "charmed_dml", "external-node-connectivity", "true"));
        assertThat(model.model().databag(relation, CLIENT)).isEqualTo(request);
        assertThat(model.model().databag(relation, CLIENT + "/0")).containsAllEntriesOf(lists);
    }

    @Test
    void failsTheActionAndNoHookOnASecretThatItCannotRead() {
        int relation = model.relateGhost(Map.of("database-name", "hidden"));
        String secret = model.model().addSecret("hidden", Map.of("username", "me", "password", "secret"));
        model.model().writeDatabag(relation, PROVIDER, Map.of("secret-user", secret, "database", "hidden"));
        model.settle();
        assertThat(model.model().run(CLIENT + "/0", "get-credentials", Map.of()).message())
                .startsWith("cannot read the credentials in secret-user: ");

        model.model().grantSecret(secret, CLIENT);
        assertThat(model.credentials(Map.of())).containsEntry("username", "me").containsEntry("password", "secret");
    }

    @Test
    void showsARefusalWithItsRemedy() {
        int relation = model.relateGhost(Map.of("database-name", "postgres"));
        model.model()
                .writeDatabag(
                        relation,
                        PROVIDER,
                        Map.of(
                                "status",
                                "[{\"code\": 4003, \"message\": \"reserved\", \"resolution\": \"take another\"}]"));
        model.settle();
        assertThat(model.status()).isEqualTo("blocked postgresql-k8s: reserved — take another");

        model.model().writeDatabag(relation, PROVIDER, Map.of("status", ""));
        model.settle();
        assertThat(model.status()).isEqualTo("blocked " + NOT_SERVED);
    }

    @Test
    void asksForNothingThatNobodyCouldUnderstand() {
        int relation = model.relateGhost(Map.of("database-name", "shop", "entity-type", "ROBOT"));
        assertThat(model.status()).isEqualTo("blocked entity-type \"ROBOT\" is unknown: set USER or GROUP");
        assertThat(model.model().databag(relation, CLIENT)).doesNotContainKeys("database", "entity-type");

        model.configure("entity-type", "USER");
        model.configure("entity-permissions", "[{]");
        assertThat(model.status()).startsWith("blocked entity-permissions is malformed: set a JSON list");

        model.configure("entity-permissions", "[]");
        assertThat(model.model().databag(relation, CLIENT))
                .containsEntry("entity-type", "USER")
                .containsEntry("entity-permissions", "[]");
    }

    @Test
    void usesTheSecretThatAFailedCommitLeftBehind() {
        String secret = model.model().addSecret("wanted", Map.of("mylogin", "mypassword"));
        model.deployGhost();
        model.deployClient(Map.of("database-name", "shop", "requested-entities-secret", secret));
        model.model().grantSecret(secret, CLIENT);
        int relation = model.model().integrate(PROVIDER, CLIENT);
        model.model().failCommitNext(CLIENT + "/0", "connection lost");
        assertThat(model.model().settle().errors()).isNotEmpty();
        model.model().resolved(CLIENT + "/0", true);
        model.settle();

        assertThat(model.ownSecrets())
                .extracting(Secret::label)
                .containsExactly(model.model().state().uuid() + "-" + relation + "-requested-entity");
        assertThat(model.model().databag(relation, CLIENT)).containsKey("requested-entity-secret");

        model.model().removeRelation(relation);
        model.settle();
        assertThat(model.ownSecrets()).isEmpty();
    }

    @Test
    void saysOnEveryUnitWhatTheLeaderAskedFor() {
        int relation = model.relateGhost(Map.of("database-name", "two"));
        model.model().addUnits(CLIENT, 1);
        model.model()
                .writeDatabag(relation, PROVIDER, Map.of("username", "me", "password", "secret", "database", "two"));
        model.settle();

        assertThat(model.model().state().unit(CLIENT + "/1").status().value()).isEqualTo("active");
        assertThat(model.model().run(CLIENT + "/1", "get-credentials", Map.of()).status())
                .isEqualTo("completed");
    }

    @Test
    void saysWhatIsMissingBeforeThereAreCredentials() {
        model.deployClient(Map.of());
        assertThat(model.status())
                .isEqualTo("blocked Please specify either topic, index, database name, keyspace name, or prefix");
        assertThat(model.model().run(CLIENT + "/0", "get-credentials", Map.of()).message())
                .isEqualTo("The database name, topic name, index name, keyspace name, or prefix is not specified in"
                        + " the config.");

        model.configure("database-name", "shop");
        ActionResult result = model.model().run(CLIENT + "/0", "get-credentials", Map.of());
        assertThat(result.message()).isEqualTo("The action can be run only after relation is created.");
        assertThat(result.log()).containsExactly(NOT_SERVED);
    }
}
