package pgcharm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
import pgcharm.json.JsonText;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.SecretContent;
import pgcharm.juju.ToolRunner;
import pgcharm.juju.UnitStatus;
import pgcharm.postgres.Endpoint;
import pgcharm.postgres.ServerAccess;
import pgcharm.workload.ClusterNames;

final class ServerConfigTest {
    private static final String KNOWN =
            "(known: database, endpoints, password, read-only-endpoints, sslmode, tls-ca, username)";

    @Test
    void threeKeysAreEnough() {
        assertThat(of(Map.of()))
                .isEqualTo(new ServerConfig.External(new ServerAccess(
                        List.of(new Endpoint("db.example", 5432)),
                        List.of(),
                        "admin",
                        new Password("s3cret"),
                        "postgres",
                        Optional.empty(),
                        Optional.empty(),
                        true)));
    }

    @Test
    void everyKeyIsUsed() {
        Map<String, String> content = Map.of(
                "endpoints", "a.example:5433, 10.0.0.1",
                "read-only-endpoints", "[::1]:6000",
                "database", "maintenance",
                "sslmode", "verify-full",
                "tls-ca", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n",
                "password", " spaces belong to it ");
        assertThat(of(content))
                .isEqualTo(new ServerConfig.External(new ServerAccess(
                        List.of(new Endpoint("a.example", 5433), new Endpoint("10.0.0.1", 5432)),
                        List.of(new Endpoint("[::1]", 6000)),
                        "admin",
                        new Password(" spaces belong to it "),
                        "maintenance",
                        Optional.of("verify-full"),
                        Optional.of("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"),
                        true)));
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                /* { key, value, problem } */
                Arguments.of("endpoints", "", "endpoints is missing"),
                Arguments.of("username", "", "username is missing"),
                Arguments.of("password", " ", "password is missing"),
                Arguments.of("password", "a\0b", "password has a NUL, which PostgreSQL cannot hold"),
                Arguments.of("endpoint", "x", "unknown endpoint " + KNOWN),
                Arguments.of("Username", "x", "unknown Username " + KNOWN),
                Arguments.of(
                        "sslmode",
                        "on",
                        "sslmode must be one of allow, disable, prefer, require, verify-ca," + " verify-full"),
                Arguments.of("tls-ca", "/etc/ssl/ca.pem", "tls-ca must be a certificate in PEM"),
                Arguments.of("endpoints", "a,b c", "endpoints has \"b c\", which is not host:port"),
                Arguments.of("read-only-endpoints", "a:b", "read-only-endpoints has \"a:b\", which is not host:port"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void saysWhatIsWrong(String key, String value, String problem) {
        assertThat(of(Map.of(key, value)))
                .isEqualTo(new ServerConfig.Unknown(
                        UnitStatus.blocked("the secret in config server is wrong: " + problem)));
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        SecretContent content = new SecretContent(Map.of(
                "enpoints", "a",
                "user", "admin",
                "read-only-endpoints", "a:0,,b",
                "sslmode", "on",
                "tls-ca", "x"));
        assertThat(ServerConfig.of(content))
                .isEqualTo(new ServerConfig.Unknown(UnitStatus.blocked("the secret in config server is wrong: "
                        + "endpoints is missing; username is missing; password is missing; unknown enpoints, user "
                        + KNOWN
                        + "; read-only-endpoints has \"a:0\", which is not host:port"
                        + "; read-only-endpoints has \"\", which is not host:port"
                        + "; sslmode must be one of allow, disable, prefer, require, verify-ca, verify-full"
                        + "; tls-ca must be a certificate in PEM")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b-c_d", "10.0.0.1", "[::1]", "[fe80::1%eth0]", "a:1", "[::1]:65535", " a:5432 "})
    void readsEveryFormOfAnEndpoint(String endpoint) {
        assertThat(of(Map.of("endpoints", endpoint))).isInstanceOf(ServerConfig.External.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "::1",
                "[]",
                "[::1",
                "a:",
                "a:0",
                "a:65536",
                "a:-1",
                "a:5432/db",
                "a b",
                "u@a",
                "a?x=1",
                "a:5432:5432",
                "postgresql://a",
                "grüße",
                "a\\b",
                "[::1]x"
            })
    void refusesJunk(String endpoint) {
        assertThat(of(Map.of("endpoints", endpoint))).isInstanceOf(ServerConfig.Unknown.class);
    }

    @Test
    void noTextShowsThePassword() {
        assertThat(of(Map.of("sslmode", "on")).toString() + of(Map.of())).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"server\": \"\"}", "{\"server\": null}", "null"})
    void withoutTheOptionItIsTheOwnClusterOnceItIsSetUp(String config) {
        assertThat(read(config, 1, "", "ERROR consumer label \"cluster\" not found\n"))
                .isEqualTo(new ServerConfig.Unknown(
                        UnitStatus.waiting("the cluster is not set up yet: its leader makes the passwords first")));
        assertThat(read(config, 0, JsonText.write(cluster()), ""))
                .isEqualTo(new ServerConfig.Own(
                        new ServerAccess(
                                List.of(new Endpoint("pg-primary.production.svc.cluster.local", 5432)),
                                List.of(new Endpoint("pg-replicas.production.svc.cluster.local", 5432)),
                                "operator",
                                new Password("password of operator"),
                                "postgres",
                                Optional.of("verify-full"),
                                Optional.of("a certificate"),
                                false),
                        SystemPasswords.of(cluster()).orElseThrow()));
    }

    private static Map<String, String> cluster() {
        Map<String, String> secret =
                new HashMap<>(Map.of("ca-certificate", "a certificate", "ca-private-key", "a key"));
        for (SystemUser user : SystemUser.values()) {
            secret.put(user.key(), "password of " + user.key());
        }
        return secret;
    }

    @Test
    void readsTheSecretThatTheOptionNames() {
        String content = "{\"endpoints\": \"a\", \"username\": \"b\", \"password\": \"c\"}";
        assertThat(read("{\"server\": \"secret:x\"}", 0, content, "")).isInstanceOf(ServerConfig.External.class);
    }

    @Test
    void saysHowToGrantTheSecret() {
        assertThat(read("{\"server\": \"secret:x\"}", 1, "", "ERROR permission denied\n"))
                .isEqualTo(new ServerConfig.Unknown(UnitStatus.blocked(
                        "the secret in config server is not granted: juju grant-secret secret:x pg")));
    }

    @Test
    void saysWhichSecretDoesNotExist() {
        assertThat(read("{\"server\": \"secret:x\"}", 1, "", "ERROR secret \"secret:x\" not found\n"))
                .isEqualTo(new ServerConfig.Unknown(
                        UnitStatus.blocked("the secret in config server does not exist: secret:x")));
    }

    @Test
    void aToolThatFailsOtherwiseIsForJujuToRetry() {
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> read("{\"server\": \"secret:x\"}", 1, "", "ERROR connection refused\n"));
    }

    /// The three needed keys, with these changes.
    private static ServerConfig of(Map<String, String> changes) {
        Map<String, String> content =
                new HashMap<>(Map.of("endpoints", "db.example:5432", "username", "admin", "password", "s3cret"));
        content.putAll(changes);
        return ServerConfig.of(new SecretContent(content));
    }

    private static ServerConfig read(String config, int exit, String secret, String stderr) {
        ToolRunner juju = argv -> argv.getFirst().equals("config-get")
                ? new ToolRunner.Result(0, config, "")
                : new ToolRunner.Result(exit, secret, stderr);
        return ServerConfig.read(new HookTools(juju, Path.of("unused")), new ClusterNames("pg", "production"));
    }
}
