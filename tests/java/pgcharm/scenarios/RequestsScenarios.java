package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Clients of interface version v1: several requests in one relation.
@ExtendWith(InJuju.class)
final class RequestsScenarios {
    private static final String FIRST = "11111111aaaaaaaa";
    private static final String SECOND = "22222222bbbbbbbb";

    @Test
    void everyRequestOfARelationHasALoginOfItsOwn(World world) {
        Client client = Client.of(world, "modern");
        asks(client, Map.of(FIRST, world.name("one"), SECOND, world.name("two")));

        Login first = login(client, FIRST);
        Login second = login(client, SECOND);

        assertThat(first.query("SELECT current_database()")).isEqualTo(world.name("one"));
        assertThat(second.query("SELECT current_database()")).isEqualTo(world.name("two"));
        assertThat(first.username()).isNotEqualTo(second.username());
        assertThat(client.databag()).containsEntry("version", "v1").doesNotContainKeys("password", "uris", "status");
        assertThat(response(client, FIRST).path("salt").asString()).isEqualTo("salt-" + FIRST);
        assertThat(world.ownSecrets()).hasSize(4);
    }

    @Test
    void aBadRequestIsRefusedBesideAGoodOne(World world) {
        Client client = Client.of(world, "modern");
        asks(client, Map.of(FIRST, world.name("good"), SECOND, "template0"));

        assertThat(client.refusal().code()).isEqualTo(4003);
        assertThat(client.refusal().message()).contains("template0");
        assertThat(login(client, FIRST).query("SELECT 1")).isEqualTo("1");
        assertThat(response(client, SECOND).hasNonNull("secret-user")).isFalse();

        asks(client, Map.of(FIRST, world.name("good"), SECOND, world.name("better")));

        assertThat(client.databag()).doesNotContainKey("status");
        assertThat(login(client, SECOND).query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aRequestThatIsTakenBackLosesItsLoginAndSecrets(World world) {
        Client client = Client.of(world, "modern");
        asks(client, Map.of(FIRST, world.name("one"), SECOND, world.name("two")));
        Login kept = login(client, FIRST);
        Login withdrawn = login(client, SECOND);

        asks(client, Map.of(FIRST, world.name("one")));

        assertThatThrownBy(withdrawn::connect).hasMessageContaining("28P01");
        assertThat(login(client, FIRST)).isEqualTo(kept);
        assertThat(kept.query("SELECT 1")).isEqualTo("1");
        assertThat(response(client, SECOND).isMissingNode()).isTrue();
        assertThat(world.ownSecrets()).hasSize(2);

        client.leaves();

        assertThatThrownBy(kept::connect).hasMessageContaining("28P01");
        assertThat(world.ownSecrets()).isEmpty();
    }

    @Test
    void requestsThatAreNoListAreRefusedUntilTheyAre(World world) {
        Client client = Client.of(world, "modern").asks(Map.of("version", "v1", "requests", "{\"resource\": \"x\"}"));
        assertThat(client.refusal().code()).isEqualTo(4001);
        assertThat(client.refusal().message()).isEqualTo("malformed request: requests");

        asks(client, Map.of(FIRST, world.name("one")));

        Login login = login(client, FIRST);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(client.databag()).doesNotContainKey("status");
        Map<String, String> served = client.databag();

        client.asks(Map.of("requests", "[{"));

        assertThat(client.refusal().code()).isEqualTo(4001);
        assertThat(client.databag()).containsAllEntriesOf(served);
        assertThat(login(client, FIRST)).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aClientThatGoesOverToThisVersionLeavesNothingOfTheOtherBehind(World world) {
        Client client = Client.of(world, "upgraded").asksPlainlyFor(world.name("one"));
        Login old = client.login();

        asks(client, Map.of(FIRST, world.name("one")));

        assertThat(login(client, FIRST).query("SELECT 1")).isEqualTo("1");
        assertThat(client.databag()).containsOnlyKeys("version", "requests", "data");
        assertThatThrownBy(old::connect).hasMessageContaining("28P01");
    }

    @Test
    void allKindsOfClientsAreServedOnOneServer(World world) {
        Client secretive = Client.of(world, "secretive");
        Client plain = Client.of(world, "plain");
        Client modern = Client.of(world, "modern");
        Client legacy = Client.of(world, "legacy", "db");
        Client administrator = Client.of(world, "administrator", "db-admin");
        for (Client client : List.of(plain, legacy, administrator)) {
            client.writes(Map.of("database", world.name("shared")));
        }
        writes(modern, Map.of(FIRST, world.name("shared"), SECOND, world.name("alone")));
        secretive.asksFor(world.name("shared"));

        secretive.login().execute("CREATE TABLE t (n int)");
        for (Login login : List.of(
                plain.login(),
                login(modern, FIRST),
                LegacyScenarios.login(legacy),
                LegacyScenarios.login(administrator))) {
            login.execute("INSERT INTO t VALUES (1)", "ALTER TABLE t ADD " + login.username() + " int");
        }
        assertThat(secretive.login().query("SELECT count(*) FROM t")).isEqualTo("4");
        assertThat(login(modern, SECOND).query("SELECT 1")).isEqualTo("1");
    }

    private static void asks(Client client, Map<String, String> databases) {
        writes(client, databases);
        client.world().settle();
    }

    private static void writes(Client client, Map<String, String> databases) {
        List<Map<String, String>> requests = databases.entrySet().stream()
                .map(entry -> Map.of(
                        "request-id", entry.getKey(), "resource", entry.getValue(), "salt", "salt-" + entry.getKey()))
                .toList();
        client.writes(Map.of("version", "v1", "requests", JsonLines.JSON.writeValueAsString(requests)));
    }

    static JsonNode response(Client client, String request) {
        JsonNode responses = JsonLines.JSON.readTree(client.databag().getOrDefault("requests", "[]"));
        for (JsonNode response : responses) {
            if (response.path("request-id").asString().equals(request)) {
                return response;
            }
        }
        return JsonLines.JSON.missingNode();
    }

    static Login login(Client client, String request) {
        JsonNode response = response(client, request);
        assertThat(response.path("secret-user").asString("")).isNotEmpty();
        Map<String, String> content = new HashMap<>(client.world()
                .model()
                .readSecret(client.unit(), response.path("secret-user").asString()));
        Login login = Login.of(content.getOrDefault("uris", ""));
        assertThat(content).containsEntry("username", login.username()).containsEntry("password", login.password());
        boolean isWord = login.password().length() < 12;
        assertThat(isWord || !client.databag().toString().contains(login.password()))
                .as("the databag is without the password")
                .isTrue();
        return login;
    }
}
