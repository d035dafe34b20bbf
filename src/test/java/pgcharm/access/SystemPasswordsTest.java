package pgcharm.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pgcharm.access.SystemPasswords.Wish;

final class SystemPasswordsTest {
    private final SystemPasswords passwords = SystemPasswords.random(new SecureRandom());

    @Test
    void isReadFromItsSecret() {
        assertThat(SystemPasswords.of(passwords.secret())).contains(passwords);
        assertThat(passwords.secret())
                .containsOnlyKeys("operator", "replication", "rewind", "monitoring", "backup", "patroni");
    }

    @Test
    void isNotReadFromASecretThatLacksOne() {
        Map<String, String> secret = new HashMap<>(passwords.secret());
        secret.remove("rewind");
        assertThat(SystemPasswords.of(secret)).isEmpty();
        secret.put("rewind", "");
        assertThat(SystemPasswords.of(secret)).isEmpty();
    }

    @Test
    void hasAPasswordOfItsOwnForEachUser() {
        assertThat(passwords.secret().values()).doesNotHaveDuplicates();
    }

    @Test
    void takesSomeNewPasswordsAndKeepsTheOthers() {
        assertThat(SystemPasswords.wish(Map.of("monitoring", "new")))
                .isEqualTo(new Wish.Granted(Map.of(SystemUser.MONITORING, new Password("new"))));
        SystemPasswords changed = passwords.with(Map.of(SystemUser.MONITORING, new Password("new")));
        assertThat(changed.of(SystemUser.MONITORING)).isEqualTo(new Password("new"));
        assertThat(changed.of(SystemUser.OPERATOR)).isEqualTo(passwords.of(SystemUser.OPERATOR));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                /* key, text, problem */
                "admin, secret, unknown user",
                "operator, \"\", the password of operator is empty",
                "backup, \"sec\nret\", the password of backup is empty or has a control character",
            })
    void refusesOtherUsersAndUnusablePasswordsWithoutTellingThem(String key, String text, String problem) {
        assertThat(SystemPasswords.wish(Map.of(key, text)))
                .isInstanceOfSatisfying(
                        Wish.Wrong.class,
                        wrong -> assertThat(wrong.text()).contains(problem).doesNotContain("secret", "sec\nret"));
    }

    @Test
    void printsNoPassword() {
        assertThat(passwords.toString())
                .doesNotContain(passwords.of(SystemUser.OPERATOR).text());
    }
}
