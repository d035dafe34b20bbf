package pgcharm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordTest {
    @Test
    void printsNothingOfItself() {
        assertThat(new Password("hunter2")).hasToString("***");
    }

    @Test
    void isThirtyTwoLettersAndDigitsThatDiffer() {
        Random random = new Random(1);
        Password first = Password.random(random);
        assertThat(first.text()).matches("[A-Za-z0-9]{32}");
        assertThat(Password.random(random)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void cannotBeWhatPostgresCannotHold(String text) {
        assertThat(Password.of(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Password(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "'\"\\{}%@:/#?", "päss wörd", "\n"})
    void isWhateverElseWasAskedFor(String text) {
        assertThat(Password.of(text)).contains(new Password(text));
    }
}
