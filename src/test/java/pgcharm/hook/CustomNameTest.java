package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Password;
import pgcharm.access.Refusal;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;
import pgcharm.juju.Secrets;
import pgcharm.juju.ToolRunner;

final class CustomNameTest {
    private static final Optional<String> SECRET = Optional.of("secret:ck000001081g8180000g");

    @Test
    void isNotReadWhereNoneIsAskedFor() {
        Secrets secrets = secrets(1, "", "ERROR no tool is needed");
        assertThat(CustomName.read(secrets, Optional.empty(), "client")).isEqualTo(new CustomName.NotAsked());
    }

    static Stream<Arguments> asked() {
        return Stream.of(
                /* { secret, password } */
                Arguments.of("{\"entity-name\": \"alice\"}", Optional.empty()),
                Arguments.of("{\"entity-name\": \"alice\", \"password\": \" p \"}", Optional.of(new Password(" p "))));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void comesWithOrWithoutAPassword(String secret, Optional<Password> password) {
        assertThat(CustomName.read(secrets(0, secret, ""), SECRET, "client"))
                .isEqualTo(new CustomName.Asked("alice", password));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                /* { exit code, secret, stderr, reason, what the message says } */
                Arguments.of(0, "{}", "", Refusal.Reason.SECRET_INCOMPLETE, "has no entity-name"),
                Arguments.of(0, "{\"entity-name\": \"\"}", "", Refusal.Reason.SECRET_INCOMPLETE, "has no entity-name"),
                Arguments.of(
                        0,
                        "{\"entity-name\": \"alice\", \"password\": \"\"}",
                        "",
                        Refusal.Reason.SECRET_INCOMPLETE,
                        "it is empty or has a NUL"),
                Arguments.of(
                        0,
                        "{\"entity-name\": \"alice\", \"password\": \"a\\u0000b\"}",
                        "",
                        Refusal.Reason.SECRET_INCOMPLETE,
                        "it is empty or has a NUL"),
                Arguments.of(
                        0,
                        "{\"entity-name\": \"alice\", \"password\": \"" + "é".repeat(513) + "\"}",
                        "",
                        Refusal.Reason.SECRET_INCOMPLETE,
                        "it has more than 1024 bytes"),
                Arguments.of(1, "", "ERROR permission denied\n", Refusal.Reason.SECRET_NOT_READABLE, "is not granted"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithTheReason(int exit, String secret, String stderr, Refusal.Reason reason, String message) {
        assertThat(CustomName.read(secrets(exit, secret, stderr), SECRET, "client"))
                .isInstanceOfSatisfying(CustomName.Refused.class, refused -> {
                    assertThat(refused.refusal().reason()).isEqualTo(reason);
                    assertThat(refused.refusal().message()).contains(message);
                });
    }

    @Test
    void isGoneOnceTheClientHasRemovedItsSecret() {
        assertThat(CustomName.read(secrets(1, "", "ERROR secret \"x\" not found\n"), SECRET, "client"))
                .isInstanceOf(CustomName.Gone.class);
    }

    @Test
    void whatAClientWroteIsNoOptionOfATool() {
        Secrets secrets = secrets(0, "{\"entity-name\": \"mine\"}", "");
        assertThat(CustomName.read(secrets, Optional.of("--label=database.9.user.secret"), "client"))
                .isInstanceOf(CustomName.Gone.class);
    }

    @Test
    void whatIsTooLongForAnArgumentNamesNoSecret() {
        Secrets secrets = new HookTools(
                        argv -> {
                            throw new AssertionError("a tool was called");
                        },
                        Path.of("unused"))
                .secrets();
        assertThat(CustomName.read(secrets, Optional.of("secret:" + "a".repeat(200_000)), "client"))
                .isInstanceOf(CustomName.Gone.class);
    }

    @Test
    void aToolThatFailsOtherwiseIsForJujuToRetry() {
        assertThatExceptionOfType(HookToolException.class)
                .isThrownBy(() -> CustomName.read(secrets(1, "", "ERROR connection refused\n"), SECRET, "client"));
    }

    private static Secrets secrets(int exit, String stdout, String stderr) {
        return new HookTools(argv -> new ToolRunner.Result(exit, stdout, stderr), Path.of("unused")).secrets();
    }
}
