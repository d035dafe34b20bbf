package pgcharm.postgres;

import java.security.SecureRandom;
import java.util.GregorianCalendar;
import java.util.concurrent.FutureTask;
import org.postgresql.Driver;
import org.postgresql.core.ServerVersion;
import org.postgresql.util.PasswordUtil;

/// What the first login of a process costs before anything is said to a server: the driver and the hash of passwords
/// loaded, initialised and, where hot, compiled.
public final class FirstLogin {
    /// Enough for the hash to be compiled.
    private static final int ITERATIONS = 200;

    private FirstLogin() {}

    /// Does that beside the caller. A login that begins before it has ended waits only for what both need; what fails
    /// here fails in the login again, which tells of it.
    public static void prepare() {
        Thread.ofPlatform().daemon().name("first login").start(new FutureTask<>(FirstLogin::load, true));
    }

    private static void load() {
        PasswordUtil.encodeScramSha256("password".toCharArray(), ITERATIONS, new byte[16]);
        new SecureRandom();
        new Driver();
        ServerVersion.from("14");
        new GregorianCalendar();
    }
}
