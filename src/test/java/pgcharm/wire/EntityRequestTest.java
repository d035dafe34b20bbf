package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Entity;
import pgcharm.access.Password;
import pgcharm.access.Refusal;

final class EntityRequestTest {
    private static final String PERMISSIONS = "entity-permissions";

    @Test
    void asksForAnEntity() {
        String permissions = "[{\"resource_name\": \"t\", \"resource_type\": \"TABLE\", \"privileges\": [\"select\"]},"
                + " {\"privileges\": [], \"resource_type\": \"schema\", \"resource_name\": \"s\"}]";
        ClientRequest.Asked user = asked(Map.of(
                "entity-type", "USER", PERMISSIONS, permissions, "extra-user-roles", "charmed_read, charmed_dml"));
        assertThat(user.entity())
                .contains(new Entity(
                        Entity.Type.USER,
                        List.of(
                                new Entity.Permission("TABLE", "t", List.of("select")),
                                new Entity.Permission("schema", "s", List.of()))));
        assertThat(user.extraRoles()).containsExactly("charmed_read", "charmed_dml");
        ClientRequest.Asked group = asked(Map.of("entity-type", "GROUP", "extra-group-roles", "charmed_stats"));
        assertThat(group.entity()).contains(new Entity(Entity.Type.GROUP, List.of()));
        assertThat(group.extraRoles()).containsExactly("charmed_stats");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                /* { fields, what the message names } */
                Arguments.of(Map.of("entity-type", "ROBOT"), "entity-type ROBOT"),
                Arguments.of(Map.of("entity-type", "user"), "entity-type user"),
                Arguments.of(Map.of(PERMISSIONS, "[]"), "entity-permissions without entity-type"),
                Arguments.of(Map.of("extra-group-roles", "x"), "extra-group-roles without entity-type"),
                Arguments.of(
                        Map.of("entity-type", "USER", "extra-group-roles", "charmed_read"),
                        "extra-group-roles of a USER"),
                Arguments.of(
                        Map.of("entity-type", "GROUP", "extra-user-roles", "charmed_read"),
                        "extra-user-roles of a GROUP"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatDoesNotGoTogether(Map<String, String> fields, String what) {
        assertThat(refusal(fields).message()).isEqualTo("malformed request: " + what);
    }

    static Stream<String> noPermissions() {
        return Stream.of(
                "null",
                "7",
                "{}",
                "\"[]\"",
                "[null]",
                "[[]]",
                "[{}]",
                "[{",
                "[] x",
                "SELECT",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\"}]",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": \"SELECT\"}]",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": [1]}]",
                "[{\"resource_name\": 1, \"resource_type\": \"table\", \"privileges\": []}]",
                "[{\"resource_name\": \"t\", \"resource_type\": null, \"privileges\": []}]",
                "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": [], \"grant\": true}]",
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("noPermissions")
    void refusesWhatIsNoListOfPermissions(String permissions) {
        Refusal refusal = refusal(Map.of("entity-type", "USER", PERMISSIONS, permissions));
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.MALFORMED_REQUEST);
        assertThat(refusal.message()).isEqualTo("malformed request: entity-permissions");
    }

    @Test
    void everyRequestOfOneRelationCanBeForAnEntity() {
        String permissions = "[{\"resource_name\": \"t\", \"resource_type\": \"table\", \"privileges\": [\"SELECT\"]}]";
        RequestsClient client = new RequestsClient(
                Map.of("version", "v1", "requests", """
                [{"resource": "one", "request-id": "%s", "entity-type": "USER", "extra-user-roles": "charmed_read",
                  "entity-permissions": %s},
                 {"resource": "one", "request-id": "%s", "entity-type": "GROUP", "extra-group-roles": "charmed_dml",
                  "entity-permissions": %s}]
                """.formatted(
                                "1".repeat(16), permissions, "2".repeat(16), permissions)),
                "");
        ClientRequest.Asked user = (ClientRequest.Asked) client.requests().getFirst();
        ClientRequest.Asked group = (ClientRequest.Asked) client.requests().getLast();
        List<Entity.Permission> listed = List.of(new Entity.Permission("table", "t", List.of("SELECT")));
        assertThat(user.entity()).contains(new Entity(Entity.Type.USER, listed));
        assertThat(user.extraRoles()).containsExactly("charmed_read");
        assertThat(group.entity()).contains(new Entity(Entity.Type.GROUP, listed));
        assertThat(group.extraRoles()).containsExactly("charmed_dml");
        Response response = client.response(
                group,
                new Credentials(
                        "one", List.of("one"), "readers", new Password("s3cret"), Optional.of(Entity.Type.GROUP)),
                Example.FACTS);
        assertThat(response.secrets())
                .containsOnlyKeys(SecretGroup.ENTITY, SecretGroup.TLS)
                .containsEntry(SecretGroup.ENTITY, Map.of("entity-name", "readers"));
    }

    private static ClientRequest request(Map<String, String> fields) {
        Map<String, String> databag = new HashMap<>(fields);
        databag.put("database", "mydb");
        return new DatabaseClient(databag).requests().getFirst();
    }

    private static ClientRequest.Asked asked(Map<String, String> fields) {
        return switch (request(fields)) {
            case ClientRequest.Asked asked -> asked;
            case ClientRequest.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static Refusal refusal(Map<String, String> fields) {
        return switch (request(fields)) {
            case ClientRequest.Refused(String _, Refusal refusal) -> refusal;
            case ClientRequest.Asked asked -> throw new AssertionError("not refused: " + asked);
        };
    }
}
