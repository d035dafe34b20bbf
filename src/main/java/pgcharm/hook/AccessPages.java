package pgcharm.hook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.json.JsonText;

/// Rows as results of an action, for people and for programs. Juju takes results as arguments of a process, and Linux
/// allows 128 KiB for one: what does not fit is continued under numbered keys, each a whole table and a whole list.
final class AccessPages {
    private static final int BYTES = 120_000;

    private AccessPages() {}

    /// `access` and `json`; then `access-2` and `json-2`, and so on.
    static Map<String, String> of(List<Map<String, String>> rows) {
        Map<String, String> results = new TreeMap<>();
        int page = 1;
        for (List<Map<String, String>> some : pages(rows)) {
            String number = page == 1 ? "" : "-" + page;
            results.put("access" + number, TextTable.of(some));
            results.put("json" + number, JsonText.write(some));
            page++;
        }
        return results;
    }

    private static List<List<Map<String, String>>> pages(List<Map<String, String>> rows) {
        if (rows.size() <= 1 || (fits(TextTable.of(rows)) && fits(JsonText.write(rows)))) {
            return List.of(rows);
        }
        int half = rows.size() / 2;
        return Stream.concat(pages(rows.subList(0, half)).stream(), pages(rows.subList(half, rows.size())).stream())
                .toList();
    }

    private static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= BYTES;
    }
}
