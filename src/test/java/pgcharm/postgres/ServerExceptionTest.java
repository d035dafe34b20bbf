package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a SQLSTATE means for the work that is left, from
/// [PostgreSQL's table](https://www.postgresql.org/docs/current/errcodes-appendix.html).
final class ServerExceptionTest {
    private static final Endpoint ENDPOINT = new Endpoint("db.example.com", 5432);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "08006, connection failure, UNAVAILABLE",
        "57P01, admin shutdown, UNAVAILABLE",
        "57P02, crash shutdown, UNAVAILABLE",
        "57P05, idle session timeout, UNAVAILABLE",
        "25P03, idle in transaction session timeout, UNAVAILABLE",
        "25006, read only SQL transaction, UNAVAILABLE",
        "42501, insufficient privilege, LACKS_PRIVILEGE",
        "53100, disk full, REFUSED",
        "53200, out of memory, REFUSED",
        "55006, object in use, REFUSED",
        "55P03, lock not available, REFUSED",
        "57014, query canceled, REFUSED",
        "58030, io error, REFUSED",
        "58P01, undefined file, REFUSED",
        "XX000, internal error, REFUSED",
    })
    void aFailedStatementConcernsAllWorkOnlyWhereTheSessionIsOverOrMayNotWrite(
            String state, String words, ServerException.Kind kind) {
        ServerException failure = ServerException.executing(ENDPOINT, new SQLException(words, state));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(words);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "08001, connection refused, UNAVAILABLE",
        "53300, too many connections, UNAVAILABLE",
        "57P03, the database system is starting up, UNAVAILABLE",
        "28P01, password authentication failed, MISCONFIGURED",
        "28000, no pg_hba.conf entry, MISCONFIGURED",
        "3D000, database does not exist, MISCONFIGURED",
        "42501, permission denied for database, LACKS_PRIVILEGE",
        "55000, database is not currently accepting connections, REFUSED",
    })
    void aFailedConnectionTellsWhoseTurnItIs(String state, String words, ServerException.Kind kind) {
        ServerException failure = ServerException.connecting(ENDPOINT, new SQLException(words, state));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage(ENDPOINT + ": " + words);
    }

    @Test
    void aCertificateIsToldApartFromAServerThatIsDown() {
        SQLException failure =
                new SQLException("SSL error: bad", "08006", new SSLHandshakeException("PKIX path validation failed"));
        assertThat(ServerException.connecting(ENDPOINT, failure).kind()).isEqualTo(ServerException.Kind.UNTRUSTED);
    }
}
