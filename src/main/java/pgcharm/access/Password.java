package pgcharm.access;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// A password in clear. It prints as `***`; only the wire and the SCRAM verifier see its text.
public record Password(String text) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    /// @throws IllegalArgumentException when PostgreSQL cannot hold it: empty, or with a NUL
    public Password {
        if (!isUsable(text)) {
            throw new IllegalArgumentException("a password must not be empty and must not contain NUL");
        }
    }

    /// Empty where PostgreSQL could not hold the text as a password.
    public static Optional<Password> of(String text) {
        return isUsable(text) ? Optional.of(new Password(text)) : Optional.empty();
    }

    /// 32 letters and digits: 190 bits.
    ///
    /// @param random a cryptographically strong source
    public static Password random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Password(text.toString());
    }

    private static boolean isUsable(String text) {
        return !text.isEmpty() && text.indexOf('\0') < 0;
    }

    @Override
    public String toString() {
        return "***";
    }
}
