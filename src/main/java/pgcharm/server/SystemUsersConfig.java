package pgcharm.server;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemPasswords.Wish;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;

/// Config `system-users`: a user secret, granted to this application, with passwords that the operator chose for some
/// or all of the system users.
public final class SystemUsersConfig {
    private SystemUsersConfig() {}

    /// Nothing is wished for without the option.
    ///
    /// @param application name of this application, for the texts
    public static Wish read(HookTools tools, String application) {
        Optional<String> uri =
                Optional.ofNullable(tools.config().get("system-users")).filter(text -> !text.isBlank());
        if (uri.isEmpty()) {
            return new Wish.Granted(Map.of());
        }
        try {
            return switch (SystemPasswords.wish(
                    tools.secrets().latest(uri.get()).values())) {
                case Wish.Granted granted -> granted;
                case Wish.Wrong(String text) -> new Wish.Wrong("the secret in config system-users is wrong: " + text);
            };
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case NOT_ALLOWED ->
                    new Wish.Wrong("the secret in config system-users is not granted: juju grant-secret " + uri.get()
                            + " " + application);
                case SECRET_MISSING -> new Wish.Wrong("the secret in config system-users does not exist: " + uri.get());
                case RELATION_GONE, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }
}
