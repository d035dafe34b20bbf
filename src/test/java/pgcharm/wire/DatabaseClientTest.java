package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;

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

final class DatabaseClientTest {
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
                .containsExactly(new ClientRequest.Asked(
                        "",
                        "my db",
                        List.of("charmed_dml", "Createdb"),
                        Set.of("username", "password"),
                        Optional.of("secret:ck000001081g8180000g"),
                        false,
                        "",
                        Optional.empty(),
                        true));
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
                        "not supported: version ?[31m" + "v".repeat(35) + "…"));
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

    private static ClientRequest asked(
            String database, List<String> roles, Set<String> secretFields, Optional<String> entitySecret) {
        return new ClientRequest.Asked(
                "", database, roles, secretFields, entitySecret, false, "", Optional.empty(), false);
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
}
