package pgcharm.workload.pebble;

import java.util.Map;

/// Something that happened in the container: `custom` ones are made by programs in it with `pebble notify`.
///
/// @param key of a custom notice: `domain/path`
/// @param lastOccurred in RFC 3339
/// @param data of the last occurrence
public record Notice(
        String id, String type, String key, String lastOccurred, int occurrences, Map<String, String> data) {
    public Notice {
        data = Map.copyOf(data);
    }
}
