package pgcharm.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import pgcharm.access.Password;

/// Opens connections to the endpoints of one server. Every wait has an end: 5 s to connect, 15 s for an answer, 10 s
/// for a lock.
final class Connector implements AutoCloseable {
    private static final String APPLICATION_NAME = "postgresql-k8s charm";
    private static final String SESSION_OPTIONS = "-c search_path=pg_catalog -c lock_timeout=10s"
            + " -c client_min_messages=warning -c idle_in_transaction_session_timeout=60s";

    private final ServerAccess access;
    private final Optional<Path> authority;

    /// @throws UncheckedIOException when the authority's certificate cannot be put where the driver reads it
    Connector(ServerAccess access) {
        this.access = access;
        this.authority = access.tlsCa().map(Connector::file);
    }

    /// @throws ServerException when it cannot be had
    Connection connect(Endpoint endpoint, String database, String username, Password password, boolean administrator) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, username);
        PGProperty.PASSWORD.set(properties, password.text());
        PGProperty.APPLICATION_NAME.set(properties, APPLICATION_NAME);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.CONNECT_TIMEOUT.set(properties, 5);
        PGProperty.LOGIN_TIMEOUT.set(properties, 10);
        PGProperty.SOCKET_TIMEOUT.set(properties, 15);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        if (administrator) {
            PGProperty.OPTIONS.set(properties, SESSION_OPTIONS);
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
