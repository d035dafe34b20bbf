package pgcharm.juju;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static pgcharm.juju.HookToolsTest.assertFails;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.juju.HookToolException.Kind;

final class SecretsTest {
    private static final RelationId CLIENT = RelationId.of("db:1");
    private static final RelationId GONE = RelationId.of("db:99");
    private static final String OWN_SECRET = "secret:ck000001081g8180000g";
    private static final String ANOTHERS_SECRET = "secret:ck000001081g81800020";
    private static final String UNREADABLE_SECRET = "secret:ck000001081g8180002g";
    private static final String NO_SECRET = "secret:c000000000000000000g";

    @TempDir
    private Path directory;

    @Test
    void everyUnitReadsASecretOfTheApplicationByItsLabel() {
        for (RecordedJuju juju : List.of(RecordedJuju.leader(directory), RecordedJuju.follower(directory))) {
            assertThat(juju.hookTools().secrets().labelled("mine").orElseThrow().get("user"))
                    .contains("admin");
            assertThat(juju.hookTools().secrets().labelled("nosuch")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pgcharm.juju.HookToolsTest#values")
    void secretsHoldAnyTextAndNoArgumentShowsIt(String value) {
        RecordedJuju juju = RecordedJuju.leader(directory);
        Secrets secrets = juju.hookTools().secrets();
        String uri = secrets.add("database.1.user.secret", Map.of("password", value, "username", "me"));
        assertThat(secrets.own(uri).values()).containsOnly(entry("password", value), entry("username", "me"));
        secrets.set(uri, Map.of("password", value + "2"));
        assertThat(secrets.own(uri).values()).containsOnly(entry("password", value + "2"));
        assertThat(juju.calls().stream().flatMap(List::stream)).doesNotContain(value, value + "2");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void findsOwnSecretsByTheirLabel() {
        Secrets secrets = RecordedJuju.leader(directory).hookTools().secrets();
        assertThat(secrets.find("mine")).contains(OWN_SECRET);
        assertThat(secrets.find("nosuch")).isEmpty();
        assertThat(secrets.find("no\0argument")).isEmpty();
        assertThat(secrets.find("x".repeat(200_000))).isEmpty();
        String uri = secrets.add("fresh", Map.of("key", "value"));
        assertThat(secrets.find("fresh").map(secrets::own)).contains(secrets.own(uri));
    }

    @Test
    void grantsAndRemovesSecrets() {
        RecordedJuju juju = RecordedJuju.leader(directory);
        Secrets secrets = juju.hookTools().secrets();
        secrets.grant(OWN_SECRET, CLIENT);
        secrets.removeRevision(OWN_SECRET, 1);
        secrets.remove(OWN_SECRET);
        assertThat(juju.calls()).hasSize(3);
        assertFails(Kind.RELATION_GONE, () -> secrets.grant(OWN_SECRET, GONE));
        assertFails(Kind.SECRET_MISSING, () -> secrets.grant(NO_SECRET, CLIENT));
    }

    @Test
    void onlyTheLeaderAddsSecrets() {
        Secrets secrets = RecordedJuju.follower(directory).hookTools().secrets();
        assertFails(Kind.NOT_LEADER, () -> secrets.add("label", Map.of("key", "value")));
    }

    @Test
    void readsTheSecretsOfOthers() {
        Secrets secrets = RecordedJuju.leader(directory).hookTools().secrets();
        assertThat(secrets.latest(ANOTHERS_SECRET).get("password")).contains("theirs");
        assertThat(secrets.latest("ck000001081g81800020").get("nosuch")).isEmpty();
        assertFails(Kind.NOT_ALLOWED, () -> secrets.latest(UNREADABLE_SECRET));
        assertFails(Kind.SECRET_MISSING, () -> secrets.latest(NO_SECRET));
        assertFails(Kind.SECRET_MISSING, () -> secrets.latest("nonsense"));
    }

    /// A client writes the URI, and must not make the tool do something else.
    @ParameterizedTest
    @ValueSource(strings = {"--help", "--label=mine", "-o/tmp/out", "--", "", " ", "secret:x\n", "a b", "secret:ü"})
    void anOptionIsNoSecret(String uri) {
        RecordedJuju juju = RecordedJuju.leader(directory);
        assertFails(Kind.SECRET_MISSING, () -> juju.hookTools().secrets().latest(uri));
        assertThat(juju.calls()).isEmpty();
    }
}
