package pgcharm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgcharm.local.run.HookRun;
import pgcharm.local.server.EmbeddedServer;

/// Counts, hook by hook, in the server's log.
final class SqlLog {
    private static final Pattern DURATION = Pattern.compile("LOG:  duration: ([0-9.]+) ms");

    private final EmbeddedServer server;
    private final Map<Integer, SqlCount> counts = new HashMap<>();
    private int read;

    SqlLog(EmbeddedServer server) {
        this.server = server;
    }

    /// Makes the server log connections and statements, or stop it.
    void record(boolean wanted) throws SQLException {
        String setting = wanted ? "on" : "off";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_connections = '" + setting + "'");
            statement.execute("ALTER SYSTEM SET log_statement = '" + (wanted ? "all" : "none") + "'");
            statement.execute("ALTER SYSTEM SET log_duration = '" + setting + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /// Roles that have nothing to do with the charm, as other applications on a server have them.
    void addBystanders(int from, int to) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (int i = from; i < to; i++) {
                statement.addBatch("CREATE ROLE bystander_" + i);
            }
            statement.executeBatch();
        }
    }

    int count(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("postgres"),
                server.admin().username(),
                server.admin().password());
    }

    /// What was logged since the last call belongs to this run.
    void ended(HookRun run) {
        counts.put(run.sequence(), next());
    }

    void skip() {
        next();
    }

    SqlCount of(HookRun run) {
        return counts.getOrDefault(run.sequence(), SqlCount.NONE);
    }

    private SqlCount next() {
        List<String> lines = unread();
        int connections = (int) lines.stream()
                .filter(line -> line.contains("LOG:  connection received"))
                .count();
        int statements = (int) lines.stream()
                .filter(line -> line.contains("LOG:  statement: ") || line.contains("LOG:  execute "))
                .count();
        double millis = lines.stream()
                .map(DURATION::matcher)
                .filter(Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
        return new SqlCount(connections, statements, millis);
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
