package pgcharm.local.model;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ids of secrets: 20 characters, and the URIs around them.
public final class SecretIds {
    private static final RandomGenerator RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
    private static final Pattern URI =
            Pattern.compile("(?:secret:(?://([0-9a-f-]{36})/|([0-9a-f-]{36})/)?)?([0-9a-z]{20})");

    private SecretIds() {}

    public static String fresh() {
        StringBuilder id = new StringBuilder("c");
        for (int i = 0; i < 18; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.append('g').toString();
    }

    /// The id in any form of a secret's URI.
    public static Optional<String> parse(String text) {
        Matcher matcher = URI.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(3)) : Optional.empty();
    }
}
