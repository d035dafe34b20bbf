package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Extension;
import pgcharm.access.Password;
import pgcharm.access.Refusal;

final class PgsqlClientTest {
    private static final SortedMap<String, Map<String, String>> UNITS = new TreeMap<>(Map.of(
            "client/0", Map.of("database", "fromunit", "egress-subnets", "10.0.0.2/32,10.0.0.1/32"),
            "client/1", Map.of("egress-subnets", "10.0.0.2/32")));

    @Test
    void asksInTheDatabagOfTheApplicationOrOfAUnit() {
        assertThat(client("db", Map.of("database", "mydb")).requests()).containsExactly(asked("mydb", false, ""));
        assertThat(client("db", Map.of()).requests()).containsExactly(asked("fromunit", false, ""));
        assertThat(new PgsqlClient("db", "client", Map.of(), new TreeMap<>()).requests())
                .isEmpty();
    }

    @Test
    void theEndpointMakesTheAdministrator() {
        Map<String, String> databag = Map.of("database", "mydb", "extensions", "pg_trgm:public,unaccent");
        assertThat(client("db-admin", databag).requests())
                .containsExactly(asked("mydb", true, "pg_trgm:public,unaccent"));
    }

    @Test
    void rolesAreRefused() {
        assertThat(client("db", Map.of("database", "mydb", "roles", "a,b")).requests())
                .singleElement()
                .isInstanceOfSatisfying(
                        ClientRequest.Refused.class,
                        refused ->
                                assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.UNSUPPORTED_REQUEST));
    }

    static Stream<Arguments> extensions() {
        return Stream.of(
                /* { as written, as read } */
                Arguments.of("", List.of()),
                Arguments.of(" a , ,a,b:public,c:", List.of(extension("a"), in("b", "public"), extension("c"))),
                Arguments.of("uuid-ossp:my schema:x", List.of(in("uuid-ossp", "my schema:x"))));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void readsExtensions(String written, List<Extension> read) {
        assertThat(PgsqlClient.extensions(written)).isEqualTo(read);
    }

    @Test
    void answersWithConnectionStringsAndWithWhatWasAsked() {
        Response response = response(Example.CREDENTIALS, "pg_trgm:public");
        assertThat(response.secrets()).isEmpty();
        assertThat(response.fields())
                .containsOnly(
                        entry(
                                "master",
                                "dbname=mydb fallback_application_name=client host=pg-1.example password=s3cret port=5432"
                                        + " user=relation_id_7"),
                        entry(
                                "standbys",
                                "dbname=mydb fallback_application_name=client host=pg-2.example password=s3cret port=5433"
                                        + " user=relation_id_7"),
                        entry("host", "pg-1.example"),
                        entry("port", "5432"),
                        entry("user", "relation_id_7"),
                        entry("password", "s3cret"),
                        entry("database", "mydb"),
                        entry("extensions", "pg_trgm:public"),
                        entry("allowed-units", "client/0,client/1"),
                        entry("allowed-subnets", "10.0.0.1/32,10.0.0.2/32"),
                        entry("version", "16.11"));
    }

    @Test
    void noKeyIsEmpty() {
        assertThat(response(Example.CREDENTIALS, "").fields())
                .doesNotContainKey("extensions")
                .doesNotContainValue("");
    }

    @Test
    void quotesOddNamesInConnectionStrings() {
        Credentials odd = new Credentials("my db", "o'hara", new Password("\\ \n"));
        assertThat(response(odd, "").fields().get("master"))
                .startsWith("dbname='my db' ")
                .contains(" password='\\\\ \n' ")
                .endsWith(" user='o\\'hara'");
    }

    @Test
    void theOwnDatabagShowsWhatWasPublished() {
        PgsqlClient client = client("db", Map.of("database", "mydb"));
        Map<String, String> fields = response(Example.CREDENTIALS, "").fields();
        Map<String, String> own = client.databag(Map.of("", fields), List.of());
        assertThat(own).isEqualTo(fields);
        assertThat(client.keys()).containsAll(own.keySet());
        assertThat(Client.responses("db", own)).isEqualTo(Map.of("", fields));
        assertThat(Client.isServed(fields)).isTrue();
        assertThat(Client.showsServer("db", fields, Example.FACTS)).isTrue();
    }

    private static Response response(Credentials credentials, String extensions) {
        ClientRequest.Asked asked = asked("mydb", false, extensions);
        return client("db", Map.of("database", "mydb")).response(asked, credentials, Example.FACTS);
    }

    private static PgsqlClient client(String endpoint, Map<String, String> databag) {
        return new PgsqlClient(endpoint, "client", databag, UNITS);
    }

    private static ClientRequest.Asked asked(String database, boolean administrator, String extensions) {
        return new ClientRequest.Asked(
                "",
                database,
                List.of(),
                Set.of(),
                Optional.empty(),
                administrator,
                extensions,
                Optional.empty(),
                false);
    }

    private static Extension extension(String name) {
        return new Extension(name, Optional.empty());
    }

    private static Extension in(String name, String schema) {
        return new Extension(name, Optional.of(schema));
    }
}
