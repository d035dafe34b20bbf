package pgcharm.local.psql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows, printed as psql aligns them.
///
/// @param numeric whether a column is set right
record ResultTable(List<String> header, List<Boolean> numeric, List<List<String>> rows) {
    ResultTable {
        header = List.copyOf(header);
        numeric = List.copyOf(numeric);
        rows = List.copyOf(rows);
    }

    static ResultTable read(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> header = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            header.add(columns.getColumnLabel(i));
            numeric.add(isNumeric(columns.getColumnType(i), columns.getColumnTypeName(i)));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= header.size(); i++) {
                row.add(Optional.ofNullable(result.getString(i)).orElse(""));
            }
            rows.add(row);
        }
        return new ResultTable(header, numeric, rows);
    }

    String aligned(boolean tuplesOnly) {
        StringBuilder text = new StringBuilder();
        if (!tuplesOnly) {
            headerTo(text);
        }
        for (List<String> row : rows) {
            rowTo(text, row);
        }
        if (!tuplesOnly) {
            text.append('(').append(rows.size()).append(rows.size() == 1 ? " row)\n" : " rows)\n");
        }
        return text.append('\n').toString();
    }

    String unaligned(boolean tuplesOnly) {
        StringBuilder text = new StringBuilder();
        if (!tuplesOnly) {
            text.append(String.join("|", header)).append('\n');
        }
        rows.forEach(row -> text.append(String.join("|", row)).append('\n'));
        if (!tuplesOnly) {
            text.append('(').append(rows.size()).append(rows.size() == 1 ? " row)\n" : " rows)\n");
        }
        return text.toString();
    }

    private void headerTo(StringBuilder text) {
        for (int i = 0; i < header.size(); i++) {
            int space = width(i) - length(header.get(i));
            text.append(i == 0 ? " " : "| ")
                    .append(" ".repeat(space / 2))
                    .append(header.get(i))
                    .append(" ".repeat((space + 1) / 2))
                    .append(' ');
        }
        text.append('\n');
        for (int i = 0; i < header.size(); i++) {
            text.append(i == 0 ? "" : "+").append("-".repeat(width(i) + 2));
        }
        text.append('\n');
    }

    /// A value of several lines goes on in the next one, behind a plus sign.
    private void rowTo(StringBuilder text, List<String> row) {
        List<List<String>> cells =
                row.stream().map(cell -> List.of(cell.split("\n", -1))).toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < height; line++) {
            for (int i = 0; i < cells.size(); i++) {
                boolean present = line < cells.get(i).size();
                boolean continues = line + 1 < cells.get(i).size();
                String part = present ? cells.get(i).get(line) : "";
                String padding = " ".repeat(width(i) - length(part));
                boolean last = i == cells.size() - 1;
                text.append(i == 0 ? " " : "| ");
                if (numeric.get(i)) {
                    text.append(padding).append(part);
                } else {
                    text.append(part).append(last && !continues ? "" : padding);
                }
                text.append(continues ? "+" : last ? "" : " ");
            }
            text.append('\n');
        }
    }

    private int width(int column) {
        int widest = length(header.get(column));
        for (List<String> row : rows) {
            widest = Math.max(
                    widest,
                    row.get(column).lines().mapToInt(ResultTable::length).max().orElse(0));
        }
        return widest;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isNumeric(int type, String name) {
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE ->
                !name.equals("money");
            default -> false;
        };
    }
}
