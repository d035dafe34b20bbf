package pgcharm.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pgcharm.workload.patroni.Image;
import pgcharm.workload.patroni.Places;

/// What was found out about the image, kept in the container beside Patroni's configuration, one `key=value` a line. It
/// holds as long as Pebble's plan has our layer; when that is gone, the container is another one, maybe of another
/// image.
final class ImageFile {
    static final String PATH = Places.CONF + "/image";

    private ImageFile() {}

    static String text(Image image) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "patroni", image.patroni(),
                "postgres-bin", image.postgresBin(),
                "user", image.user(),
                "group", image.group()));
        image.exporter().ifPresent(path -> values.put("exporter", path));
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /// Empty for a text that [#text] did not make.
    static Optional<Image> read(String text) {
        Map<String, String> values = text.lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, _) -> first));
        if (!values.keySet().containsAll(List.of("patroni", "postgres-bin", "user", "group"))) {
            return Optional.empty();
        }
        return Optional.of(new Image(
                values.getOrDefault("patroni", ""),
                values.getOrDefault("postgres-bin", ""),
                Optional.ofNullable(values.get("exporter")),
                values.getOrDefault("user", ""),
                values.getOrDefault("group", "")));
    }
}
