package pgcharm.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import pgcharm.access.Password;

/// Opens connections to the endpoints of one server. Every wait has an end: for a login, an answer, somebody's lock.
final class Connector implements AutoCloseable {
    private static final String APPLICATION_NAME = "postgresql-k8s charm";
    private static final Duration LOGIN = Duration.ofSeconds(8);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// A server notices within a minute that the machine of an administrator's session is gone, which holds a lock.
    private static final String SESSION_OPTIONS = "-c search_path=pg_catalog -c client_min_messages=warning"
            + " -c idle_in_transaction_session_timeout=60s -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10"
            + " -c tcp_keepalives_count=3 -c lock_timeout=";

    private final ServerAccess access;
    private final Optional<Path> authority;
    private Duration lock = Duration.ofSeconds(3);

    /// @throws UncheckedIOException when the authority's certificate cannot be put where the driver reads it
    Connector(ServerAccess access) {
        this.access = access;
        this.authority = access.tlsCa().map(Connector::file);
    }

    /// From now on an administrator's session hardly waits for a lock.
    ///
    /// @return the command that tells one that is open already
    String hurry() {
        lock = Duration.ofMillis(100);
        return lockTimeout();
    }

    /// The command that lets a session wait for locks as long as those that are opened now.
    String lockTimeout() {
        return "SET lock_timeout = " + lock.toMillis();
    }

    /// @throws ServerException when it cannot be had
    Connection connect(Endpoint endpoint, String database, String username, Password password, boolean administrator) {
        return connect(endpoint, database, username, password, administrator, LOGIN);
    }

    /// @param within until the login is done
    /// @throws ServerException when it cannot be had
    Connection connect(
            Endpoint endpoint,
            String database,
            String username,
            Password password,
            boolean administrator,
            Duration within) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, username);
        PGProperty.PASSWORD.set(properties, password.text());
        PGProperty.APPLICATION_NAME.set(properties, APPLICATION_NAME);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.LOGIN_TIMEOUT.set(properties, String.valueOf(within.toMillis() / 1000.0));
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) ANSWER.toSeconds());
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        if (administrator) {
            PGProperty.OPTIONS.set(properties, SESSION_OPTIONS + lock.toMillis());
        }
        PGProperty.SSL_MODE.set(properties, access.sslMode().orElse(authority.isPresent() ? "verify-full" : "prefer"));
        authority.ifPresent(file -> PGProperty.SSL_ROOT_CERT.set(properties, file.toString()));
        String url = "jdbc:postgresql://" + endpoint + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
        try {
            return Optional.ofNullable(new Driver().connect(url, properties))
                    .orElseThrow(() -> new SQLException("the driver did not accept its own URL"));
        } catch (SQLException e) {
            throw ServerException.connecting(endpoint, e);
        }
    }

    private static Path file(String pem) {
        try {
            return Files.writeString(Files.createTempFile("server-ca", ".pem"), pem);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the certificate in tls-ca to a temporary file", e);
        }
    }

    @Override
    public void close() {
        try {
            if (authority.isPresent()) {
                Files.deleteIfExists(authority.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
