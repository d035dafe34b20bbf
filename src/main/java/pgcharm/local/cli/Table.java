package pgcharm.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A table as `juju` prints it: columns two spaces apart.
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> rightAligned;

    Table(Set<Integer> rightAligned, String... header) {
        this.rightAligned = Set.copyOf(rightAligned);
        rows.add(List.of(header));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(width(column) - length(row.get(column)));
                line.append(column == 0 ? "" : "  ")
                        .append(rightAligned.contains(column) ? padding + row.get(column) : row.get(column) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
