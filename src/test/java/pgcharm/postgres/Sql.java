package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One session, driven by plain SQL.
record Sql(Connection connection) implements AutoCloseable {
    /// Runs statements; their results do not matter.
    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// Rows as text, the columns separated by a bar.
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
        }
        return rows;
    }

    String value(String query) throws SQLException {
        return rows(query).getFirst();
    }

    /// Asserts that the server forbids each of these.
    void forbids(String... statements) {
        for (String statement : statements) {
            assertThatThrownBy(() -> run(statement))
                    .as("running %s", statement)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState())
                                    .as("%s: %s", statement, e.getMessage())
                                    .isEqualTo("42501"));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
