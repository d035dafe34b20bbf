package pgcharm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pgcharm.local.run.HookRun;
import pgcharm.local.server.EmbeddedServer;

/// Counts, hook by hook, in the server's log.
final class SqlLog {
    private final EmbeddedServer server;
    private final Map<Integer, SqlCount> counts = new HashMap<>();
    private int read;

    SqlLog(EmbeddedServer server) {
        this.server = server;
    }

    /// Makes the server log connections and statements, or stop it.
    void record(boolean wanted) throws SQLException {
        String setting = wanted ? "on" : "off";
        try (Connection connection = DriverManager.getConnection(
                        server.jdbcUrl("postgres"),
                        server.admin().username(),
                        server.admin().password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_connections = '" + setting + "'");
            statement.execute("ALTER SYSTEM SET log_statement = '" + (wanted ? "all" : "none") + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /// What was logged since the last call belongs to this run.
    void ended(HookRun run) {
        counts.put(run.sequence(), next());
    }

    void skip() {
        next();
    }

    SqlCount of(HookRun run) {
        return counts.getOrDefault(run.sequence(), new SqlCount(0, 0));
    }

    private SqlCount next() {
        List<String> lines = unread();
        int connections = (int) lines.stream()
                .filter(line -> line.contains("LOG:  connection received"))
                .count();
        int statements = (int) lines.stream()
                .filter(line -> line.contains("LOG:  statement: ") || line.contains("LOG:  execute "))
                .count();
        return new SqlCount(connections, statements);
    }

    private List<String> unread() {
        try {
            Path log = server.log();
            byte[] all = Files.readAllBytes(log);
            String text = new String(Arrays.copyOfRange(all, read, all.length), StandardCharsets.UTF_8);
            read = all.length;
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }
}
