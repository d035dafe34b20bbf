package pgcharm.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The endpoint that takes writes, with the administrator's connection to it and what that one found out.
record Primary(Endpoint endpoint, Connection connection, Facts facts) {
    /// How long a hook waits in all: for the primary to be found, its lock, and one answer that does not come.
    private static final Duration PATIENCE = Duration.ofSeconds(14);

    /// How long another charm may be at work on the server.
    private static final Duration TURN = Duration.ofSeconds(9);

    /// How long all endpoints together may take to answer.
    private static final Duration SEARCH = Duration.ofSeconds(8);

    private static final Duration LEAST = Duration.ofMillis(500);

    /// "pgcharm" in ASCII.
    private static final long ADVISORY_LOCK = 0x7067636861726dL;

    /// @param locked no other charm works on this server
    record Facts(boolean inRecovery, boolean readOnly, int versionNumber, String version, boolean tls, boolean locked) {
        int major() {
            return versionNumber / 10_000;
        }
    }

    /// Tries the endpoints in their order until one is the primary.
    ///
    /// @throws ServerException naming the endpoint, when none is
    static Primary find(Connector connector, ServerAccess access) {
        long start = System.nanoTime();
        List<ServerException> failures = new ArrayList<>();
        int endpoints = access.endpoints().size();
        for (Endpoint endpoint : access.endpoints()) {
            Duration share =
                    atLeast(SEARCH.minusNanos(System.nanoTime() - start).dividedBy(endpoints--));
            try {
                Primary primary = open(connector, access, endpoint, share);
                Duration left = PATIENCE.minusNanos(System.nanoTime() - start);
                primary.lock(connector, left.compareTo(TURN) < 0 ? atLeast(left) : TURN);
                primary.waitFor(atLeast(PATIENCE.minusNanos(System.nanoTime() - start)));
                return primary;
            } catch (ServerException e) {
                if (e.isLocked()) {
                    throw e;
                }
                failures.add(e);
            }
        }
        throw failures.stream()
                .filter(failure -> failure.kind() == ServerException.Kind.MISCONFIGURED)
                .findFirst()
                .orElseGet(failures::getFirst);
    }

    private static Primary open(Connector connector, ServerAccess access, Endpoint endpoint, Duration within) {
        long start = System.nanoTime();
        Connection connection =
                connector.connect(endpoint, access.database(), access.username(), access.password(), true, within);
        try {
            connection.setNetworkTimeout(Runnable::run, millis(atLeast(within.minusNanos(System.nanoTime() - start))));
            Facts facts = facts(connection);
            if (facts.inRecovery() || facts.readOnly()) {
                connection.close();
                throw ServerException.readOnly(
                        endpoint, facts.inRecovery() ? "it is a replica" : "default_transaction_read_only is on");
            }
            return new Primary(endpoint, connection, facts);
        } catch (SQLException e) {
            throw ServerException.executing(endpoint, e);
        }
    }

    private static Facts facts(Connection connection) throws SQLException {
        String sql = """
                SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::bool,
                       current_setting('server_version_num')::int, current_setting('server_version'),
                       EXISTS (SELECT FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),
                       pg_try_advisory_lock(%d)
                """.formatted(ADVISORY_LOCK);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Facts(
                    row.getBoolean(1),
                    row.getBoolean(2),
                    row.getInt(3),
                    row.getString(4).split(" ", 2)[0],
                    row.getBoolean(5),
                    row.getBoolean(6));
        }
    }

    /// Waits for whoever holds the lock now.
    private void lock(Connector connector, Duration within) {
        if (facts.locked()) {
            return;
        }
        waitFor(PATIENCE);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + within.toMillis());
            statement.execute("SELECT pg_advisory_lock(" + ADVISORY_LOCK + ")");
            statement.execute(connector.lockTimeout());
        } catch (SQLException e) {
            throw ServerException.locking(endpoint, e);
        }
    }

    private void waitFor(Duration answer) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis(answer));
        } catch (SQLException e) {
            throw ServerException.executing(endpoint, e);
        }
    }

    private static Duration atLeast(Duration duration) {
        return duration.compareTo(LEAST) < 0 ? LEAST : duration;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
