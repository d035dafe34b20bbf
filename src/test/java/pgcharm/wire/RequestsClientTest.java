package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.json.JsonText;

final class RequestsClientTest {
    private static final String ONE = "0123456789abcdef";
    private static final String TWO = "fedcba9876543210";
    private static final String REQUESTS = """
            [{"resource": "one", "request-id": "%s", "salt": "AbCdEfGhIjKlMnOp", "extra-user-roles": "charmed_dml",
              "extra-group-roles": null, "external-node-connectivity": false, "entity-type": null,
              "entity-permissions": null, "secret-mtls": null},
             {"resource": "two", "request-id": "%s", "salt": "x",
              "secret-requested-entity": "secret:ck000001081g8180000g"}]
            """.formatted(ONE, TWO);

    private static final Refusal REFUSAL = new Refusal(Refusal.Reason.INVALID_DATABASE_NAME, "no", "so");
    private static final String STATUS = "[{\"code\":4003,\"message\":\"no\",\"resolution\":\"so\"}]";

    @Test
    void asksForEveryRequest() {
        assertThat(requests(REQUESTS))
                .containsExactly(
                        asked(ONE, "one", List.of("charmed_dml"), Optional.empty()),
                        asked(TWO, "two", List.of(), Optional.of("secret:ck000001081g8180000g")));
    }

    @Test
    void asksForNothingYet() {
        assertThat(new RequestsClient(Map.of("version", "v1"), "").requests()).isEmpty();
        assertThat(requests("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"x\"", "7", "[1]", "[null]", "[[]]", "[{}", "[{}] x", "junk", " "})
    void refusesWhatIsNoListOfObjects(String requests) {
        assertThat(requests(requests))
                .singleElement()
                .satisfies(request -> assertThat(message(request)).isEqualTo("malformed request: requests"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"resource\": \"a\\ud800\"", "\"salt\": [\"\\udc00\"]", "\"\\ud800\": 1"})
    void refusesTextThatIsNoUnicode(String field) {
        assertThat(requests("[{\"request-id\": \"" + ONE + "\", \"resource\": \"x\", " + field + "}]"))
                .singleElement()
                .satisfies(request -> assertThat(message(request)).isEqualTo("malformed request: requests"));
    }

    @Test
    void refusesMoreRequestsThanOneRelationMayHave() {
        String many = IntStream.range(0, 101)
                .mapToObj("{\"request-id\": \"request-%04d\", \"resource\": \"x\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(requests(many)).singleElement().satisfies(request -> {
            assertThat(request.key()).isEmpty();
            assertThat(message(request)).isEqualTo("malformed request: requests");
        });
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                /* { a request, the key that is malformed } */
                Arguments.of("{\"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": null, \"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": 7, \"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": \"short\", \"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": \"../../../etc\", \"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": \"01234567\\n\", \"resource\": \"a\"}", "request-id"),
                Arguments.of("{\"request-id\": \"%s\"}".formatted(ONE), "resource"),
                Arguments.of("{\"request-id\": \"%s\", \"resource\": \"\"}".formatted(ONE), "resource"),
                Arguments.of("{\"request-id\": \"%s\", \"resource\": [\"a\"]}".formatted(ONE), "resource"),
                Arguments.of(
                        "{\"request-id\": \"%s\", \"resource\": \"a\", \"extra-user-roles\": [\"x\"]}".formatted(ONE),
                        "extra-user-roles"),
                Arguments.of(
                        "{\"request-id\": \"%s\", \"resource\": \"a\", \"secret-requested-entity\": 1}".formatted(ONE),
                        "secret-requested-entity"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedRequestDoesNotHarmItsNeighbour(String request, String key) {
        List<ClientRequest> requests =
                requests("[" + request + ", {\"request-id\": \"%s\", \"resource\": \"b\"}]".formatted(TWO));
        assertThat(message(requests.getFirst())).isEqualTo("malformed request: " + key);
        assertThat(requests.getLast()).isEqualTo(asked(TWO, "b", List.of(), Optional.empty()));
    }

    @Test
    void twoRequestsWithOneIdAreNotTwoRequests() {
        String request = "{\"request-id\": \"%s\", \"resource\": \"a\"}".formatted(ONE);
        List<ClientRequest> requests = requests("[" + request + "," + request + "]");
        assertThat(requests.getFirst()).isEqualTo(asked(ONE, "a", List.of(), Optional.empty()));
        assertThat(message(requests.getLast())).isEqualTo("malformed request: request-id");
    }

    @Test
    void secretsHoldEverythingThatIsSecret() {
        Response response = response(ONE, Example.FACTS_WITH_TLS);
        assertThat(response.fields())
                .containsOnly(
                        entry("resource", "one"),
                        entry("request-id", ONE),
                        entry("salt", "AbCdEfGhIjKlMnOp"),
                        entry("endpoints", "pg-1.example:5432"),
                        entry("version", "16.11"));
        assertThat(response.secrets().get(SecretGroup.USER))
                .containsOnlyKeys("username", "password", "uris")
                .containsEntry("password", "s3cret");
        assertThat(response.secrets().get(SecretGroup.TLS))
                .containsEntry("tls", "true")
                .containsKey("tls-ca");
    }

    @Test
    void theDatabagAnswersByIdAndEchoesTheRequestsWithoutEmptyFields() throws Exception {
        RequestsClient client = client(REQUESTS);
        Map<String, String> fields = new HashMap<>(response(ONE, Example.FACTS).fields());
        fields.put("secret-user", "secret:x");
        Map<String, String> own = client.databag(Map.of(ONE, fields), List.of());
        assertThat(own).containsOnlyKeys("version", "requests", "data").containsEntry("version", "v1");
        assertThat(client.keys()).containsAll(own.keySet());
        Map<String, Object> answer = new HashMap<>(fields);
        List.of("secret-tls", "secret-extra", "secret-entity").forEach(key -> answer.put(key, null));
        assertThat(JsonText.read(own.getOrDefault("requests", ""))).isEqualTo(List.of(answer));
        assertThat(JsonText.read(own.getOrDefault("data", "")))
                .isEqualTo(Map.of(
                        ONE,
                        Map.of(
                                "resource", "one",
                                "request-id", ONE,
                                "salt", "AbCdEfGhIjKlMnOp",
                                "extra-user-roles", "charmed_dml",
                                "external-node-connectivity", false)));
        assertThat(own.toString()).doesNotContain("s3cret");
        assertThat(Client.responses("database", own)).isEqualTo(Map.of(ONE, fields));
    }

    @Test
    void aRefusedRequestIsAnsweredWithoutSecretsBecauseOtherwiseItsStatusIsNotRead() throws Exception {
        Map<String, String> own = client(REQUESTS).databag(Map.of(ONE, Map.of("request-id", ONE)), List.of(REFUSAL));
        assertThat(Client.responses("database", own))
                .containsEntry(TWO, Map.of("resource", "two", "request-id", TWO, "salt", "x"));
        assertThat(Client.isServed(Client.responses("database", own).getOrDefault(TWO, Map.of())))
                .isFalse();
        assertThat(JsonText.read(own.getOrDefault("data", "")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(ONE, TWO);
        assertThat(own).containsEntry("status", STATUS);
    }

    @Test
    void aStatusThatIsOverIsShownOnceMoreForTheLibraryToTell() throws Exception {
        RequestsClient client = new RequestsClient(Map.of("version", "v1", "requests", REQUESTS), STATUS);
        Map<String, String> own = client.databag(Map.of(ONE, Map.of("request-id", ONE)), List.of());
        assertThat(own).doesNotContainKey("status");
        assertThat(JsonText.read(own.getOrDefault("data", "")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("status", Map.of("4003", Map.of("code", 4003, "message", "no", "resolution", "so")));
        Map<String, String> still = client.databag(Map.of(ONE, Map.of("request-id", ONE)), List.of(REFUSAL));
        assertThat(still).containsEntry("status", STATUS);
        assertThat(JsonText.read(still.getOrDefault("data", "")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .doesNotContainKey("status");
    }

    @Test
    void refusalsOfOneKindAreOneStatusBecauseLibrariesTellThemApartByCode() {
        Refusal other = new Refusal(Refusal.Reason.INVALID_DATABASE_NAME, "never", "so");
        assertThat(client("[]").databag(Map.of(), List.of(REFUSAL, other)))
                .containsEntry("status", STATUS.replace("no", "no; never"));
    }

    @Test
    void whatIsNotToBeReadByOthersIsNotEchoed() {
        String request = "[{\"request-id\": \"%s\", \"resource\": \"a\", \"password\": \"s3cret\"}]".formatted(ONE);
        assertThat(client(request).databag(Map.of(ONE, Map.of("request-id", ONE)), List.of()))
                .containsEntry("data", "{\"%s\":{\"request-id\":\"%s\",\"resource\":\"a\"}}".formatted(ONE, ONE));
    }

    @Test
    void aPrefixIsAnsweredWithTheDatabasesThatItMatches() {
        RequestsClient client =
                client("[{\"request-id\": \"%s\", \"resource\": \"app*\", \"salt\": \"x\"}]".formatted(ONE));
        ClientRequest.Asked asked = (ClientRequest.Asked) client.requests().getFirst();
        Credentials credentials = new Credentials(
                "app*", List.of("app1", "app2"), "relation_id_7", new Password("s3cret"), Optional.empty());
        Response response = client.response(asked, credentials, Example.FACTS_WITH_TLS);
        assertThat(response.fields())
                .containsEntry("resource", "app*")
                .containsEntry("prefix-resources", "app1,app2")
                .doesNotContainKey("prefix-databases");
        assertThat(client.databag(Map.of(ONE, response.fields()), List.of()).getOrDefault("requests", ""))
                .contains("\"prefix-resources\":\"app1,app2\"");
    }

    @Test
    void damageInTheOwnDatabagShowsNothing() {
        assertThat(Client.responses("database", Map.of("requests", "junk"))).isEmpty();
        assertThat(Client.responses("database", Map.of("requests", "[{\"request-id\": 7}]")))
                .isEmpty();
    }

    private static ClientRequest asked(String id, String database, List<String> roles, Optional<String> entitySecret) {
        return new ClientRequest.Asked(id, database, roles, Set.of(), entitySecret, false, "", Optional.empty(), false);
    }

    private static RequestsClient client(String requests) {
        return new RequestsClient(Map.of("version", "v1", "requests", requests), "");
    }

    private static List<ClientRequest> requests(String requests) {
        return client(requests).requests();
    }

    private static String message(ClientRequest request) {
        return switch (request) {
            case ClientRequest.Refused(String _, Refusal refusal) -> refusal.message();
            case ClientRequest.Asked asked -> throw new AssertionError("not refused: " + asked);
        };
    }

    private static Response response(String id, ConnectionFacts facts) {
        return requests(REQUESTS).stream()
                .filter(ClientRequest.Asked.class::isInstance)
                .map(ClientRequest.Asked.class::cast)
                .filter(asked -> asked.key().equals(id))
                .map(asked -> client(REQUESTS).response(asked, Example.CREDENTIALS, facts))
                .findFirst()
                .orElseThrow();
    }
}
