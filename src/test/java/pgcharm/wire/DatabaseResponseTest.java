package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Entity;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.json.JsonText;

final class DatabaseResponseTest {
    private static final String ALL_FIELDS = "[\"username\", \"password\", \"tls\", \"tls-ca\", \"uris\","
            + " \"read-only-uris\", \"entity-name\", \"entity-password\"]";

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

    @Test
    void anEntityHasASecretOfItsOwn() {
        Map<String, String> databag =
                Map.of("database", "mydb", "requested-secrets", ALL_FIELDS, "entity-type", "USER");
        Response response = response(databag, Example.FACTS_WITH_TLS);
        assertThat(response.secrets())
                .containsEntry(SecretGroup.ENTITY, Map.of("entity-name", "relation_id_7", "entity-password", "s3cret"))
                .containsEntry(SecretGroup.USER, Map.of("uris", Example.URI));
        assertThat(response.fields()).containsOnlyKeys("database", "endpoints", "version");
        Response plain = response(Map.of("database", "mydb", "entity-type", "USER"), Example.FACTS);
        assertThat(plain.fields())
                .containsEntry("entity-name", "relation_id_7")
                .containsEntry("entity-password", "s3cret")
                .containsEntry("uris", Example.URI)
                .doesNotContainKeys("username", "password");
        assertThat(Client.responses("database", plain.fields())).isEqualTo(Map.of("", plain.fields()));
        assertThat(Client.isServed(plain.fields())).isTrue();
    }

    @Test
    void nobodyLogsInAsAGroup() {
        Map<String, String> databag =
                Map.of("database", "mydb", "requested-secrets", ALL_FIELDS, "entity-type", "GROUP");
        Response response = response(databag, Example.FACTS);
        assertThat(response.secrets())
                .containsOnly(
                        entry(SecretGroup.ENTITY, Map.of("entity-name", "relation_id_7")),
                        entry(SecretGroup.TLS, Map.of("tls", "False")));
        assertThat(response.fields()).containsKeys("database", "endpoints");
        assertThat(response.toString() + response.secrets()).doesNotContain("s3cret");
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
        assertThat(JsonText.read(own.getOrDefault("data", "")))
                .isEqualTo(Map.of("database", "my \"db\"", "alias", "x"));
    }

    @Test
    void aRefusalIsAStatusOfExactlyThreeKeys() throws Exception {
        Refusal refusal = new Refusal(Refusal.Reason.FOREIGN_DATABASE, "say \"no\"", "ask\nagain");
        Map<String, String> own = new DatabaseClient(Map.of("database", "mydb")).databag(Map.of(), List.of(refusal));
        assertThat(own).containsOnlyKeys("status");
        assertThat(JsonText.read(own.getOrDefault("status", "")))
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

    private static Response response(Map<String, String> databag, ConnectionFacts facts) {
        return switch (new DatabaseClient(databag).requests().getFirst()) {
            case ClientRequest.Asked asked -> {
                Credentials credentials = new Credentials(
                        "mydb",
                        List.of("mydb"),
                        "relation_id_7",
                        new Password("s3cret"),
                        asked.entity().map(Entity::type));
                yield new DatabaseClient(databag).response(asked, credentials, facts);
            }
            case ClientRequest.Refused refused -> throw new AssertionError("refused: " + refused);
        };
    }

    private static Set<String> keys(Response response, SecretGroup group) {
        return response.secrets().getOrDefault(group, Map.of()).keySet();
    }
}
