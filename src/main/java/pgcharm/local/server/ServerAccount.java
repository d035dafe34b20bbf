package pgcharm.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Who runs the server: PostgreSQL refuses root and users without a name, so these need a user namespace, or root the
/// account `nobody`.
enum ServerAccount {
    OURSELVES(List.of()),
    NAMESPACE(List.of("unshare", "--user")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private final List<String> prefix;

    ServerAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    static ServerAccount choose() {
        boolean hasName = !System.getProperty("user.name").equals("?");
        if (!weAreRoot() && hasName) {
            return OURSELVES;
        }
        for (ServerAccount account : List.of(NAMESPACE, NOBODY)) {
            if (account.works()) {
                return account;
            }
        }
        throw new EmbeddedServerException(
                "cannot run PostgreSQL as root or a nameless user, and neither `unshare --user` nor `setpriv` "
                        + "works here: run as an ordinary user, or install util-linux");
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /// Hands a tree over, where the account is not ours.
    void own(Path root) {
        switch (this) {
            case OURSELVES, NAMESPACE -> {}
            case NOBODY -> {
                try (Stream<Path> paths = Files.walk(root)) {
                    for (Path path : paths.toList()) {
                        Files.setAttribute(path, "unix:uid", 65534);
                        Files.setAttribute(path, "unix:gid", 65534);
                    }
                } catch (IOException e) {
                    throw new EmbeddedServerException(
                            "cannot give " + root + " to the account nobody: " + e.getMessage(), e);
                }
            }
        }
    }

    private static boolean weAreRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot find out who we are: " + e.getMessage(), e);
        }
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while looking for an account for PostgreSQL", e);
        }
    }
}
