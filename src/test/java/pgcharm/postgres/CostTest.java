package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Password;
import pgcharm.access.Request;

/// What the server's log shows of the work for one relation.
@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class CostTest {
    private static final Pattern CONNECTION = Pattern.compile("LOG:  connection authorized: user=(?!repl)");
    private static final Pattern STATEMENT = Pattern.compile("LOG:  (execute|statement)");

    private final Target target;

    CostTest(Target target) {
        this.target = target;
    }

    private record Cost(long connections, long statements) {}

    private static Cost cost(Target target, Runnable hook) {
        int before = target.log().length();
        hook.run();
        String log = target.log().substring(before);
        return new Cost(
                CONNECTION.matcher(log).results().count(),
                STATEMENT.matcher(log).results().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "charmed_read", "createdb,charmed_dml"})
    void isThreeConnectionsForAFirstHookAndOneForLaterOnes(String roles) {
        Request request = Provider.request(Provider.newDatabase(), roles.split(","));
        Password password = new Password("the password of " + request.holder());
        try (Provider provider = new Provider(target)) {
            Cost first = cost(target, () -> provider.reopen().makeAndProve(request, password));
            Cost repeated = cost(
                    target,
                    () -> assertThat(provider.reopen().planned(request, true).plan())
                            .hasToString(""));
            Login login = new Login(request, provider.planned(request, true).login(), password);
            Cost removal = cost(target, () -> provider.reopen().remove(login));
            assertThat(first.connections()).isEqualTo(3);
            assertThat(repeated).isEqualTo(new Cost(1, 4));
            assertThat(removal.connections()).isEqualTo(1);
        }
    }
}
