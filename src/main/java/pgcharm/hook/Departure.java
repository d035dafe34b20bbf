package pgcharm.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// That this unit is going. Juju says so in the relation-departed hooks of a unit that is going, and no more in the
/// relation-broken hooks that it then has for every relation, also for those that stay. What is remembered is gone with
/// the unit.
///
/// In a cluster of its own such a unit leaves the clients' logins alone: they go with the data, or are wanted again
/// when the data is.
final class Departure {
    private static final String FILE = ".departing";

    private Departure() {}

    /// @param environment of the hook
    static void note(Map<String, String> environment) {
        try {
            Files.write(file(environment), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isNoted(Map<String, String> environment) {
        return Files.exists(file(environment));
    }

    private static Path file(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("JUJU_CHARM_DIR", ""), FILE);
    }
}
