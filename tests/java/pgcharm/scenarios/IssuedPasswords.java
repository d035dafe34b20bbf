package pgcharm.scenarios;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Every password that any scenario has got hold of, whoever made it.
final class IssuedPasswords {
    /// Shorter ones could be found anywhere by chance; the charm makes none of them.
    private static final int LONG_ENOUGH = 12;

    private static final Set<String> ALL = ConcurrentHashMap.newKeySet();

    private IssuedPasswords() {}

    static void note(String password) {
        if (password.length() >= LONG_ENOUGH) {
            ALL.add(password);
        }
    }

    static PasswordSearch search() {
        return new PasswordSearch(ALL);
    }
}
