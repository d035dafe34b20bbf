package pgcharm.local.psql;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The program `psql-local`. Exit codes are those of psql: 0, 1 for SQL that fails, 2 without a connection.
@Command(
        name = "psql-local",
        description = "Runs SQL at the server of a URI and prints the rows as psql does.",
        mixinStandardHelpOptions = true)
public final class PsqlLocal {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            index = "0",
            paramLabel = "<uri>",
            description = "postgresql://user:password@host:port/database, or keywords: \"host=… dbname=…\"")
    private String uri = "";

    @Option(
            names = {"-c", "--command"},
            required = true,
            paramLabel = "<sql>",
            description = "what to run; may be given several times")
    private List<String> commands = new ArrayList<>();

    @Option(
            names = {"-t", "--tuples-only"},
            description = "rows only")
    private boolean tuplesOnly;

    @Option(
            names = {"-A", "--no-align"},
            description = "columns not aligned")
    private boolean unaligned;

    @Option(
            names = {"-q", "--quiet"},
            description = "no command tags")
    private boolean quiet;

    private PsqlLocal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /// The exit code.
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        PsqlLocal psql = new PsqlLocal(out, err);
        CommandLine line = new CommandLine(psql);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            if (parsed.isUsageHelpRequested()) {
                line.usage(out, CommandLine.Help.Ansi.OFF);
                return 0;
            }
            return psql.run();
        } catch (ParameterException e) {
            err.println("psql-local: error: " + e.getMessage() + " (see psql-local --help)");
            return 2;
        } catch (PsqlException e) {
            err.println("psql: error: " + e.getMessage());
            return 2;
        }
    }

    private int run() {
        try (Connection connection = Connector.connect(ConnectionUri.parse(uri))) {
            for (String command : commands) {
                try {
                    execute(connection, command);
                } catch (PSQLException e) {
                    err.println(explain(e, command));
                    return 1;
                }
            }
            return 0;
        } catch (SQLException e) {
            err.println("ERROR:  " + e.getMessage());
            return 1;
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        List<String> statements = Parser.parseJdbcSql(sql, true, false, true, false, false).stream()
                .map(query -> query.nativeSql)
                .toList();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            for (int i = 0; rows || statement.getLargeUpdateCount() >= 0; i++) {
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        ResultTable table = ResultTable.read(result);
                        out.print(unaligned ? table.unaligned(tuplesOnly) : table.aligned(tuplesOnly));
                    }
                } else if (!quiet && i < statements.size()) {
                    out.println(CommandTag.of(statements.get(i), statement.getLargeUpdateCount()));
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static String explain(PSQLException failure, String sql) {
        Optional<ServerErrorMessage> message = Optional.ofNullable(failure.getServerErrorMessage());
        if (message.isEmpty()) {
            return "ERROR:  " + failure.getMessage();
        }
        StringBuilder text = new StringBuilder(
                message.get().getSeverity() + ":  " + message.get().getMessage());
        int position = message.get().getPosition();
        if (position > 0 && position <= sql.length()) {
            text.append(pointer(sql, position - 1));
        }
        Optional.ofNullable(message.get().getDetail())
                .ifPresent(detail -> text.append("\nDETAIL:  ").append(detail));
        Optional.ofNullable(message.get().getHint())
                .ifPresent(hint -> text.append("\nHINT:  ").append(hint));
        return text.toString();
    }

    /// The line of the statement, with a mark under the place.
    private static String pointer(String sql, int position) {
        String before = sql.substring(0, position);
        int start = before.lastIndexOf('\n') + 1;
        int end = sql.indexOf('\n', position);
        String line = "LINE " + (before.chars().filter(c -> c == '\n').count() + 1) + ": ";
        return "\n" + line + sql.substring(start, end < 0 ? sql.length() : end) + "\n"
                + " ".repeat(line.length() + position - start) + "^";
    }
}
