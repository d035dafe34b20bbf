package pgcharm.local.psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PsqlLocalTest {
    private EmbeddedServer server;

    private record Result(int exit, String out, String err) {}

    PsqlLocalTest(@TempDir Path directory) {
        server = EmbeddedServer.in(
                directory.resolve("server"), PostgresArchive.onClassPath().getFirst(), Path.of("target/postgresql"));
    }

    @BeforeAll
    void startServer() {
        server.start(List.of());
        psql("-c", "CREATE ROLE \"m y@:/\" LOGIN PASSWORD 'p%w ö'", "-c", "CREATE DATABASE \"d?b\"");
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void printsRowsAsPsqlDoes() {
        assertThat(psql("-c", "SELECT 1 AS n, 'a' AS long_name UNION SELECT 22, E'b\nc' ORDER BY 1")
                        .out())
                .isEqualTo("""
                     n  | long_name\040
                    ----+-----------
                      1 | a
                     22 | b        +
                        | c
                    (2 rows)

                    """);
    }

    @Test
    void printsRowsOnlyOnRequest() {
        assertThat(psql("-A", "-t", "-c", "SELECT 1, NULL, 'x'").out()).isEqualTo("1||x\n");
    }

    @Test
    void printsTheTagOfEachStatement() {
        Result result = psql(
                "-c",
                "CREATE TEMP TABLE t (n int); INSERT INTO t VALUES (1), (2); DELETE FROM t WHERE n = 1; DROP TABLE t");
        assertThat(result).isEqualTo(new Result(0, "CREATE TABLE\nINSERT 0 2\nDELETE 1\nDROP TABLE\n", ""));
    }

    @Test
    void pointsAtTheMistake() {
        assertThat(psql("-c", "SELECT *\nFROM nosuch")).isEqualTo(new Result(1, "", """
            ERROR:  relation "nosuch" does not exist
            LINE 2: FROM nosuch
                         ^
            """));
    }

    @Test
    void saysWhyThereIsNoConnection() {
        String refused = "postgresql://x:y@127.0.0.1:" + server.port() + "/postgres";
        assertThat(run(refused, "-c", "SELECT 1"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "psql: error: connection to server at \"127.0.0.1\", port " + server.port()
                                + " failed: FATAL:  password authentication failed for user \"x\"\n"));
        assertThat(run("postgresql://127.0.0.1:1/d", "-c", "SELECT 1").err()).contains("failed: Connection refused");
    }

    @Test
    void takesPercentEncodedNamesAndTheFirstHostThatFits() {
        String uri = "postgresql://m%20y%40%3A%2F:p%25w%20%C3%B6@127.0.0.1:1,127.0.0.1:" + server.port()
                + "/d%3Fb?target_session_attrs=read-write&sslmode=prefer";
        assertThat(run(uri, "-A", "-t", "-c", "SELECT session_user, current_database()"))
                .isEqualTo(new Result(0, "m y@:/|d?b\n", ""));
        String standby = uri.replace("read-write", "standby");
        assertThat(run(standby, "-c", "SELECT 1").err()).contains("server is not in hot standby mode");
    }

    @ParameterizedTest
    @CsvSource({
        /* uri, user, database, host, port */
        "postgresql://u@h/d, u, d, h, 5432",
        "postgres://u:p@[::1]:5/, u, u, ::1, 5",
        "postgresql:///d?host=h&port=7&user=u, u, d, h, 7",
        "host=h port=7 user=u dbname=d, u, d, h, 7",
    })
    void readsUris(String uri, String user, String database, String host, int port) {
        ConnectionUri parsed = ConnectionUri.parse(uri);
        assertThat(parsed.user()).isEqualTo(user);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(parsed.hosts()).containsExactly(new ConnectionUri.Host(host, port));
    }

    @Test
    void readsKeywordsWhoseValuesAreQuoted() {
        ConnectionUri parsed = ConnectionUri.parse(" dbname = 'my d' user='u\\'\\\\' password='' host=h\\ h ");
        assertThat(parsed.parameters()).containsEntry("user", "u'\\").containsEntry("password", "");
        assertThat(parsed.database()).isEqualTo("my d");
        assertThat(parsed.hosts()).containsExactly(new ConnectionUri.Host("h h", 5432));
    }

    @Test
    void refusesWhatIsNoUri() {
        assertThatThrownBy(() -> ConnectionUri.parse("mysql://h")).isInstanceOf(PsqlException.class);
        assertThatThrownBy(() -> ConnectionUri.parse("postgresql://h:port")).hasMessageContaining("\"port\"");
        assertThatThrownBy(() -> ConnectionUri.parse("host=h mydb")).hasMessageContaining("missing \"=\" after");
        assertThatThrownBy(() -> ConnectionUri.parse("host='h")).hasMessageContaining("unterminated quoted string");
        assertThat(run().exit()).isEqualTo(2);
    }

    private Result psql(String... words) {
        EmbeddedServer.Admin admin = server.admin();
        String[] all = new String[words.length + 1];
        all[0] = "postgresql://" + admin.username() + ":" + admin.password() + "@" + server.endpoint() + "/postgres";
        System.arraycopy(words, 0, all, 1, words.length);
        return run(all);
    }

    private static Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = PsqlLocal.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
