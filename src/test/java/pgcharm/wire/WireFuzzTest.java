package pgcharm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever clients write, decoding ends in requests or refusals, and what is answered can be read again.
/// `-Dfuzz.seeds=100000` tries that many.
final class WireFuzzTest {
    private static final int DATABAGS_A_SEED = 500;
    private static final List<String> KEYS = List.of(
            "database",
            "version",
            "entity-type",
            "entity-permissions",
            "extra-group-roles",
            "extra-user-roles",
            "requested-secrets",
            "requested-entity-secret",
            "requests",
            "extensions",
            "roles",
            "egress-subnets");
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "1e9",
            "-",
            " ",
            "\n",
            "\0",
            "request-id",
            "0123456789abcdef",
            "resource",
            "entity-type",
            "\"entity-type\":\"USER\"",
            "\"entity-permissions\":",
            "{\"resource_name\":\"t\",\"resource_type\":\"table\",\"privileges\":[\"SELECT\"]}",
            "USER",
            "GROUP",
            "salt",
            "password",
            "username",
            "uris",
            "mydb",
            "*",
            "ü",
            "🙂",
            "'",
            "%",
            "v0",
            "v1",
            "\"resource\":\"a\"",
            "\"request-id\":\"0123456789abcdef\"");

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("fuzz.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyDatabagIsReadAndAnswered(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < DATABAGS_A_SEED; i++) {
            Map<String, String> databag = databag(random);
            Map<String, String> unit = databag(random);
            check(new DatabaseClient(databag), "database");
            check(new RequestsClient(databag, ""), "database");
            check(new PgsqlClient("db", "client", databag, new TreeMap<>(Map.of("client/0", unit))), "db");
        }
    }

    private static void check(Client client, String endpoint) {
        List<ClientRequest> requests = client.requests();
        Map<String, Map<String, String>> responses = new HashMap<>();
        for (ClientRequest request : requests) {
            if (request instanceof ClientRequest.Asked asked) {
                assertThat(asked.database()).isNotEmpty();
                Response response = client.response(asked, Example.CREDENTIALS, Example.FACTS);
                assertThat(response.fields()).doesNotContainValue("");
                if (asked.secretFields().contains("password")) {
                    assertThat(response.fields().toString()).doesNotContain("s3cret");
                }
                responses.put(asked.key(), response.fields());
            }
        }
        Map<String, String> own = client.databag(responses, List.of());
        assertThat(client.keys()).containsAll(own.keySet());
        assertThat(Client.responses(endpoint, own)).isEqualTo(responses);
    }

    private static Map<String, String> databag(RandomGenerator random) {
        Map<String, String> databag = new HashMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) > 0) {
                databag.put(key, text(random));
            }
        }
        return databag;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        switch (random.nextInt(4)) {
            case 0 -> text.append("[{");
            case 1 -> text.append("[\"");
            default -> {}
        }
        IntStream.range(0, random.nextInt(12)).forEach(_ -> text.append(PIECES.get(random.nextInt(PIECES.size()))));
        switch (random.nextInt(4)) {
            case 0 -> text.append("}]");
            case 1 -> text.append("\"]");
            default -> {}
        }
        return text.toString();
    }
}
