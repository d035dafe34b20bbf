package pgcharm.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedServerTest {
    private static final Path CACHE = Path.of("target", "postgresql");

    @TempDir
    private Path directory;

    @Test
    void keepsDataPortAndAdminOverARestart() throws SQLException {
        try (EmbeddedServer server = start(List.of())) {
            int port = server.port();
            assertThat(query(server, "CREATE TABLE kept (n) AS SELECT 7; SELECT n FROM kept"))
                    .isEqualTo("7");
            server.stop();
            assertThat(server.isRunning()).isFalse();
            EmbeddedServer again = start(List.of("work_mem = '5MB'"));
            assertThat(again.port()).isEqualTo(port);
            assertThat(query(again, "SELECT n FROM kept")).isEqualTo("7");
            assertThat(query(again, "SHOW work_mem")).isEqualTo("5MB");
        }
    }

    @Test
    void isFoundRunningByTheNextOpener() {
        try (EmbeddedServer server = start(List.of())) {
            EmbeddedServer other = start(List.of());
            assertThat(other.pid()).isPresent().isEqualTo(server.pid());
        }
    }

    @Test
    void startsAgainAfterACrash() throws SQLException {
        try (EmbeddedServer server = start(List.of())) {
            server.kill();
            assertThat(server.isRunning()).isFalse();
            server.start(List.of());
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (EmbeddedServer server = start(List.of())) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("server"))))
                    .isEqualTo("rwx------");
            assertThat(server.admin().toString()).isEqualTo("postgres:***");
        }
    }

    @Test
    void saysWhatTheServerSaidWhenItDoesNotStart() {
        assertThatThrownBy(() -> start(List.of("no_such_setting = 1")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    @Test
    void aVersionIsUnpackedOnceHoweverManyAskForItAtTheSameTime() throws Exception {
        PostgresArchive newest = PostgresArchive.onClassPath().getFirst();
        Path cache = directory.resolve("cache");
        try (ExecutorService askers = Executors.newFixedThreadPool(2)) {
            Future<Path> first = askers.submit(() -> newest.unpack(cache));
            Future<Path> second = askers.submit(() -> newest.unpack(cache));
            assertThat(first.get().resolve("bin/initdb")).isExecutable();
            assertThat(second.get()).isEqualTo(first.get());
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left.filter(Files::isDirectory)).hasSize(1);
        }
    }

    private EmbeddedServer start(List<String> settings) {
        PostgresArchive newest = PostgresArchive.onClassPath().getFirst();
        return EmbeddedServer.start(directory.resolve("server"), newest, CACHE, settings);
    }

    private static String query(EmbeddedServer server, String sql) throws SQLException {
        EmbeddedServer.Admin admin = server.admin();
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), admin.username(), admin.password());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
