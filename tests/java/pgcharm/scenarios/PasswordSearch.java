package pgcharm.scenarios;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds passwords in texts: as they are, percent-encoded, as JSON, in base64.
final class PasswordSearch {
    private static final int START = 8;

    /// Forms by their first characters.
    private final Map<Long, List<String>> forms = new HashMap<>();

    private final int passwords;

    /// @param passwords each of at least eight characters
    PasswordSearch(Collection<String> passwords) {
        this.passwords = passwords.size();
        for (String password : passwords) {
            add(password);
            add(URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20"));
            String json = JsonLines.JSON.writeValueAsString(password);
            add(json.substring(1, json.length() - 1));
            add(Base64.getEncoder().withoutPadding().encodeToString(password.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void add(String form) {
        long start = 0;
        for (int i = 0; i < START; i++) {
            start = next(start, form.charAt(i));
        }
        List<String> same = forms.computeIfAbsent(start, _ -> new ArrayList<>());
        if (!same.contains(form)) {
            same.add(form);
        }
    }

    /// The text around the first password, which itself is left out.
    Optional<String> find(String text) {
        long last = 0;
        for (int i = 0; i < text.length(); i++) {
            last = next(last, text.charAt(i));
            int from = i + 1 - START;
            for (String form : forms.getOrDefault(last, List.of())) {
                if (from >= 0 && text.startsWith(form, from)) {
                    int end = from + form.length();
                    return Optional.of(text.substring(Math.max(0, from - 80), from)
                            + "***"
                            + text.substring(end, Math.min(text.length(), end + 40)));
                }
            }
        }
        return Optional.empty();
    }

    private static long next(long last, char c) {
        return (last << 8) | (c & 0xff);
    }

    @Override
    public String toString() {
        return passwords + " passwords";
    }
}
