package pgcharm.hook;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rows with the same keys as lines of aligned columns, the keys above them.
final class TextTable {
    private TextTable() {}

    static String of(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return "nobody has access";
        }
        List<String> columns = List.copyOf(rows.getFirst().keySet());
        List<Integer> widths = columns.stream()
                .map(column -> Stream.concat(Stream.of(column), rows.stream().map(row -> cell(row, column)))
                        .mapToInt(String::length)
                        .max()
                        .orElse(0))
                .toList();
        Stream<List<String>> lines = Stream.concat(
                Stream.of(columns),
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> cell(row, column))
                                .toList()));
        return lines.map(line -> line(line, widths)).collect(Collectors.joining("\n"));
    }

    private static String cell(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "").replaceAll("\\p{Cntrl}", "?");
        return text.isEmpty() ? "-" : text;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i))
                    .append(" ".repeat(widths.get(i) - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
