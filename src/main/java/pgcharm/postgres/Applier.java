package pgcharm.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pgcharm.access.Plan;
import pgcharm.access.Step;

/// Carries out plans with as few round trips as PostgreSQL allows: neighbouring steps share one transaction.
final class Applier {
    private final Connection admin;
    private final Function<String, Connection> connect;

    /// @param connect opens a connection of the administrator to a database
    Applier(Connection admin, Function<String, Connection> connect) {
        this.admin = admin;
        this.connect = connect;
    }

    void apply(Plan plan, Supplier<String> verifier) throws SQLException {
        List<String> together = new ArrayList<>();
        Optional<String> where = Optional.empty();
        for (Step step : plan.steps()) {
            StepSql sql = StepSql.of(step, verifier);
            if (!sql.database().equals(where) || sql.mode() == StepSql.Mode.ALONE) {
                run(where, together);
                where = sql.database();
            }
            switch (sql.mode()) {
                case JOINED -> together.addAll(sql.statements());
                case LAST -> {
                    together.addAll(sql.statements());
                    run(where, together);
                }
                case ALONE -> alone(sql.statements());
            }
        }
        run(where, together);
    }

    private void run(Optional<String> database, List<String> statements) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        if (database.isEmpty()) {
            transaction(admin, statements);
        } else {
            try (Connection connection = connect.apply(database.get())) {
                transaction(connection, statements);
            }
        }
        statements.clear();
    }

    static void transaction(Connection connection, List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(String.join(";\n", statements));
            connection.commit();
        } catch (SQLException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void alone(List<String> statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
