package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Refusal;
import tools.jackson.jr.ob.JSON;

final class DatabaseClientTest {
    private static final String ALL_FIELDS = "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\","
            + " \"read-only-uris\", \"entity-name\", \"entity-password\"]";

    @Test
    void asksForNothingUntilItNamesADatabase() {
        assertThat(requests(Map.of())).isEmpty();
        assertThat(requests(Map.of("database", "", "extra-user-roles", "superuser")))
                .isEmpty();
        assertThat(requests(Map.of("requested-secrets", "junk"))).isEmpty();
    }

    @Test
    void asksForADatabase() {
        assertThat(requests(Map.of("database", "mydb")))
                .containsExactly(asked("mydb", List.of(), Set.of(), Optional.empty()));
    }

    @Test
    void asksForAllThatTheInterfaceHas() {
        Map<String, String> databag = Map.of(
                "version", "v0",
                "database", "my db",
                "extra-user-roles", " charmed_dml,,Createdb , ",
                "requested-secrets", "[\"username\", \"password\", \"password\"]",
                "requested-entity-secret", "secret:ck000001081g8180000g",
                "external-node-connectivity", "true",
                "alias", "cluster1",
                "provided-secrets", "[\"mtls-cert\"]");
        assertThat(requests(databag))
                .containsExactly(asked(
                        "my db",
                        List.of("charmed_dml", "Createdb"),
                        Set.of("username", "password"),
                        Optional.of("secret:ck000001081g8180000g")));
    }

    static Stream<String> malformedSecrets() {
        return Stream.of(
                "null",
                "true",
                "7",
                "\"username\"",
                "{}",
                "{\"username\": true}",
                "[1]",
                "[null]",
                "[[\"username\"]]",
                "[\"username\", {}]",
                "username,password",
                "['username']",
                "[\"username\"",
                "[\"username\"] x",
                "[\"username\"][]",
                "[\"username\",]",
                "\ufeff[]",
                " ",
                "[\"\\ud800",
                "[".repeat(100_000),
                "[".repeat(900) + "]".repeat(900),
                "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
                "x".repeat(1 << 20),
                "1e999999999",
                "9".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("malformedSecrets")
    void refusesRequestedSecretsThatAreNoListOfTexts(String requestedSecrets) {
        Refusal refusal = refusal(Map.of("database", "mydb", "requested-secrets", requestedSecrets));
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.MALFORMED_REQUEST);
        assertThat(refusal.message()).isEqualTo("malformed request: requested-secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] ", ""})
    void anEmptyListIsAClientWithoutSecrets(String requestedSecrets) {
        assertThat(requests(Map.of("database", "mydb", "requested-secrets", requestedSecrets)))
                .containsExactly(asked("mydb", List.of(), Set.of(), Optional.empty()));
    }

    @Test
    void aMegabyteOfFieldNamesIsStillAList() {
        String list = "[" + "\"username\", ".repeat(80_000) + "\"password\"]";
        assertThat(requests(Map.of("database", "mydb", "requested-secrets", list)))
                .containsExactly(asked("mydb", List.of(), Set.of("username", "password"), Optional.empty()));
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                /* { key, value, what the message names } */
                Arguments.of("version", "v2", "not supported: version v2"),
                Arguments.of(
                        "version",
                        "\u001b[31m" + "v".repeat(100),
                        "not supported: version ?[31m" + "v".repeat(35) + "…"),
                Arguments.of("entity-type", "USER", "not supported: entity-type"));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void refusesWhatIsNotServedYet(String key, String value, String message) {
        Map<String, String> databag = new HashMap<>(Map.of("database", "mydb"));
        databag.put(key, value);
        Refusal refusal = refusal(databag);
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNSUPPORTED_REQUEST);
        assertThat(refusal.message()).isEqualTo(message);
    }

    @Test
    void withSecretsOnlyWhatIsNotSecretStandsInTheDatabag() {
        Map<String, String> databag = Map.of("database", "mydb", "requested-secrets", ALL_FIELDS);
        Response response = response(databag, Example.FACTS);
        assertThat(response.fields())
                .containsOnly(
                        entry("database", "mydb"),
                        entry("endpoints", "pg-1.example:5432,pg-2.example:5433"),
                        entry("read-only-endpoints", "pg-2.example:5433"),
                        entry("version", "16.11"));
        assertThat(response.secrets())
                .containsOnly(
                        entry(
                                SecretGroup.USER,
                                Map.of(
                                        "username",
                                        "relation_id_7",
                                        "password",
                                        "s3cret",
                                        "uris",
                                        Example.URI,
                                        "multi-host-uris",
                                        Example.MULTI_HOST_URI,
                                        "read-only-uris",
                                        Example.READ_ONLY_URI)),
                        entry(SecretGroup.TLS, Map.of("tls", "False")));
    }

    @Test
    void withoutSecretsEverythingStandsInTheDatabag() {
        Response response = response(Map.of("database", "mydb"), Example.FACTS_WITH_TLS);
        assertThat(response.secrets()).isEmpty();
        assertThat(response.fields())
                .containsOnly(
                        entry("database", "mydb"),
                        entry("username", "relation_id_7"),
                        entry("password", "s3cret"),
                        entry("uris", Example.URI),
                        entry("endpoints", "pg-1.example:5432"),
                        entry("tls", "True"),
                        entry("tls-ca", "-----BEGIN CERTIFICATE-----\nx\n"),
                        entry("version", "16.11"));
    }

    @Test
    void aClientOutsideIsToldTheAddressesThatTheOperatorNamedForIt() {
        Map<String, String> databag = Map.of("database", "mydb", "external-node-connectivity", "true");
        Response response = response(databag, Example.FACTS);
        assertThat(response.fields())
                .containsEntry("endpoints", "outside.example:15432")
                .containsEntry("uris", "postgresql://relation_id_7:s3cret@outside.example:15432/mydb")
                .doesNotContainKeys("read-only-endpoints", "multi-host-uris");
        assertThat(Client.showsServer("database", response.fields(), Example.FACTS))
                .isTrue();
        assertThat(response(databag, Example.FACTS_WITH_TLS).fields()).containsEntry("endpoints", "pg-1.example:5432");
    }

    static Stream<Arguments> subsets() {
        return Stream.of(
                /* { requested-secrets, fields in the user secret, fields in the TLS secret } */
                Arguments.of("[\"password\"]", Set.of("password", "uris"), Set.of()),
                Arguments.of("[\"uris\"]", Set.of("uris"), Set.of()),
                Arguments.of("[\"username\", \"tls-ca\"]", Set.of("username"), Set.of("tls-ca")),
                Arguments.of("[\"password\", \"read-only-uris\"]", Set.of("password", "uris"), Set.of()),
                Arguments.of("[\"entity-name\", \"nonsense\"]", Set.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("subsets")
    void aFieldIsEitherSecretOrInTheDatabag(String requestedSecrets, Set<String> user, Set<String> tls) {
        Map<String, String> databag = Map.of("database", "mydb", "requested-secrets", requestedSecrets);
        Response response = response(databag, Example.FACTS_WITH_TLS);
        assertThat(keys(response, SecretGroup.USER)).isEqualTo(user);
        assertThat(keys(response, SecretGroup.TLS)).isEqualTo(tls);
        assertThat(response.fields())
                .doesNotContainKeys(Stream.concat(user.stream(), tls.stream()).toArray(String[]::new));
        assertThat(response.fields().size() + user.size() + tls.size()).isEqualTo(8);
    }

    @Test
    void aPasswordThatWasAskedForAsASecretIsNowhereElse() {
        Map<String, String> databag = Map.of("database", "mydb", "requested-secrets", "[\"password\"]");
        DatabaseClient client = new DatabaseClient(databag);
        Response response = response(databag, Example.FACTS);
        Map<String, String> own = client.databag(Map.of("", response.fields()), List.of());
        assertThat(own.toString()).doesNotContain("s3cret");
        assertThat(response).asString().doesNotContain("s3cret");
        assertThat(response.secrets().toString()).contains("s3cret");
    }

    @Test
    void theDatabagEchoesTheRequest() throws Exception {
        Map<String, String> databag = Map.of("database", "my \"db\"", "alias", "x", "data", "{}");
        Map<String, String> own =
                new DatabaseClient(databag).databag(Map.of("", Map.of("database", "mydb")), List.of());
        assertThat(own)
                .containsOnlyKeys("database", "data", "follows-changes")
                .containsEntry("follows-changes", "true");
        assertThat(JSON.std.mapFrom(own.get("data"))).isEqualTo(Map.of("database", "my \"db\"", "alias", "x"));
    }

    @Test
    void aRefusalIsAStatusOfExactlyThreeKeys() throws Exception {
        Refusal refusal = new Refusal(Refusal.Reason.FOREIGN_DATABASE, "say \"no\"", "ask\nagain");
        Map<String, String> own = new DatabaseClient(Map.of("database", "mydb")).databag(Map.of(), List.of(refusal));
        assertThat(own).containsOnlyKeys("status");
        assertThat(JSON.std.anyFrom(own.get("status")))
                .isEqualTo(List.of(Map.of("code", 4004, "message", "say \"no\"", "resolution", "ask\nagain")));
    }

    @Test
    void theOwnDatabagShowsWhatWasPublished() {
        Map<String, String> databag = Map.of("database", "mydb", "requested-secrets", ALL_FIELDS);
        DatabaseClient client = new DatabaseClient(databag);
        Map<String, String> fields =
                new HashMap<>(response(databag, Example.FACTS).fields());
        fields.put("secret-user", "secret:x");
        Map<String, String> own = client.databag(Map.of("", fields), List.of());
        assertThat(client.keys()).containsAll(own.keySet());
        Map<String, Map<String, String>> shown = Client.responses("database", own);
        assertThat(shown).containsOnly(entry("", fields));
        assertThat(Client.isServed(shown.getOrDefault("", Map.of()))).isTrue();
        assertThat(Client.showsServer("database", fields, Example.FACTS)).isTrue();
        assertThat(Client.showsServer("database", fields, Example.FACTS_WITH_TLS))
                .isFalse();
    }

    @Test
    void aRefusedRelationShowsNothingThatWasPublished() {
        Map<String, String> own = Map.of("status", "[]", "egress-subnets", "10.0.0.0/8");
        assertThat(Client.responses("database", own)).isEmpty();
    }

    private static ClientRequest asked(
            String database, List<String> roles, Set<String> secretFields, Optional<String> entitySecret) {
        return new ClientRequest.Asked("", database, roles, secretFields, entitySecret, false, "");
    }

    private static List<ClientRequest> requests(Map<String, String> databag) {
        return new DatabaseClient(databag).requests();
    }

    private static Refusal refusal(Map<String, String> databag) {
        return switch (requests(databag).getFirst()) {
            case ClientRequest.Refused(String _, Refusal refusal) -> refusal;
            case ClientRequest.Asked asked -> throw new AssertionError("not refused: " + asked);
        };
    }

    private static Response response(Map<String, String> databag, ConnectionFacts facts) {
        return switch (requests(databag).getFirst()) {
            case ClientRequest.Asked asked -> new DatabaseClient(databag).response(asked, Example.CREDENTIALS, facts);
            case ClientRequest.Refused refused -> throw new AssertionError("refused: " + refused);
        };
    }

    private static Set<String> keys(Response response, SecretGroup group) {
        return response.secrets().getOrDefault(group, Map.of()).keySet();
    }
}
