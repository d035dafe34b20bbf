package pgcharm.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One password for each system user.
public record SystemPasswords(Map<SystemUser, Password> byUser) {
    /// What an operator's secret asks for, or why it cannot be done.
    public sealed interface Wish {
        record Granted(Map<SystemUser, Password> passwords) implements Wish {}

        /// @param text every problem, without a value
        record Wrong(String text) implements Wish {}
    }

    /// @throws IllegalArgumentException when one is missing
    public SystemPasswords {
        byUser = Map.copyOf(byUser);
        if (byUser.size() != SystemUser.values().length) {
            throw new IllegalArgumentException("every system user needs a password");
        }
    }

    /// @param random a cryptographically strong source
    public static SystemPasswords random(RandomGenerator random) {
        Map<SystemUser, Password> passwords = new EnumMap<>(SystemUser.class);
        for (SystemUser user : SystemUser.values()) {
            passwords.put(user, Password.random(random));
        }
        return new SystemPasswords(passwords);
    }

    /// Reads what [#secret] made; empty when a user's password is missing or unusable.
    public static Optional<SystemPasswords> of(Map<String, String> secret) {
        Map<SystemUser, Password> passwords = new EnumMap<>(SystemUser.class);
        for (SystemUser user : SystemUser.values()) {
            Optional.ofNullable(secret.get(user.key()))
                    .flatMap(Password::of)
                    .ifPresent(password -> passwords.put(user, password));
        }
        return passwords.size() == SystemUser.values().length
                ? Optional.of(new SystemPasswords(passwords))
                : Optional.empty();
    }

    /// Reads the secret that config `system-users` names: some or all users with new passwords.
    public static Wish wish(Map<String, String> secret) {
        Map<SystemUser, Password> passwords = new EnumMap<>(SystemUser.class);
        List<String> problems = new ArrayList<>();
        new TreeMap<>(secret).forEach((key, text) -> {
            Optional<SystemUser> user = SystemUser.of(key);
            Optional<Password> password = Password.of(text).filter(SystemPasswords::isOneLine);
            if (user.isEmpty()) {
                problems.add("unknown user " + Names.quoted(key) + " (known: " + known() + ")");
            } else if (password.isEmpty()) {
                problems.add("the password of " + key + " is empty or has a control character");
            } else {
                passwords.put(user.get(), password.get());
            }
        });
        return problems.isEmpty() ? new Wish.Granted(passwords) : new Wish.Wrong(String.join("; ", problems));
    }

    /// With these passwords instead of the present ones.
    public SystemPasswords with(Map<SystemUser, Password> changed) {
        Map<SystemUser, Password> passwords = new EnumMap<>(byUser);
        passwords.putAll(changed);
        return new SystemPasswords(passwords);
    }

    public Password of(SystemUser user) {
        return Optional.ofNullable(byUser.get(user)).orElseThrow();
    }

    /// Keys and values of the secret that holds them.
    public Map<String, String> secret() {
        Map<String, String> secret = new TreeMap<>();
        byUser.forEach((user, password) -> secret.put(user.key(), password.text()));
        return secret;
    }

    /// Password files have one line for each password.
    private static boolean isOneLine(Password password) {
        return password.text().chars().noneMatch(Character::isISOControl);
    }

    private static String known() {
        return String.join(
                ", ", Arrays.stream(SystemUser.values()).map(SystemUser::key).toList());
    }
}
