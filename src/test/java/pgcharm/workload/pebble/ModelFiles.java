package pgcharm.workload.pebble;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The files and directories of a container in memory, and Pebble's answers about them.
final class ModelFiles {
    private record Entry(String content, String mode, String user, String group) {
        static Entry of(String content, JsonNode wanted, String mode) {
            return new Entry(
                    content,
                    wanted.path("permissions").asString(mode),
                    wanted.path("user").asString("root"),
                    wanted.path("group").asString("root"));
        }
    }

    private final Map<Path, Entry> files = new TreeMap<>();
    private final Map<Path, Entry> directories = new TreeMap<>();

    void put(String path, String content, String mode) {
        makeParents(Path.of(path));
        files.put(Path.of(path), new Entry(content, mode, "root", "root"));
    }

    void remove(String path) {
        files.remove(Path.of(path));
    }

    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        files.forEach((path, file) -> contents.put(path.toString(), file.content()));
        return contents;
    }

    /// What `read` gives of each path, empty for those that are not there.
    Map<String, Optional<String>> read(List<String> paths) {
        Map<String, Optional<String>> contents = new LinkedHashMap<>();
        paths.forEach(path ->
                contents.put(path, Optional.ofNullable(files.get(Path.of(path))).map(Entry::content)));
        return contents;
    }

    /// The entries of a directory; empty when there is no such directory.
    Optional<List<Map<String, Object>>> list(String directory, String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        Path parent = Path.of(directory);
        if (!directories.containsKey(parent)) {
            return Optional.empty();
        }
        Map<Path, Map<String, Object>> entries = new TreeMap<>();
        directories.forEach((path, entry) -> entries.put(path, info(path, "directory", entry)));
        files.forEach((path, entry) -> {
            Map<String, Object> info = info(path, "file", entry);
            info.put("size", entry.content().length());
            entries.put(path, info);
        });
        entries.keySet().removeIf(path -> !parent.equals(path.getParent()) || !matcher.matches(path.getFileName()));
        return Optional.of(List.copyOf(entries.values()));
    }

    private static Map<String, Object> info(Path path, String type, Entry entry) {
        Map<String, Object> info = new TreeMap<>();
        info.put("path", path.toString());
        info.put("name", String.valueOf(path.getFileName()));
        info.put("type", type);
        info.put("permissions", entry.mode());
        info.put("user", entry.user());
        info.put("group", entry.group());
        return info;
    }

    /// @param parts of the request's body
    List<Map<String, Object>> write(JsonNode parts) {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        for (JsonNode wanted : parts.path(0).path("content").path("files")) {
            String path = wanted.path("path").asString();
            if (!path.startsWith("/")) {
                outcomes.add(failure(path, "paths must be absolute, got \"" + path + "\"", "generic-file-error"));
            } else if (!directories.containsKey(Path.of(path).getParent())
                    && !wanted.path("make-dirs").asBoolean(false)) {
                outcomes.add(failure(path, "open " + path + ": no such file or directory", "not-found"));
            } else {
                makeParents(Path.of(path));
                files.put(Path.of(path), Entry.of(content(parts, path), wanted, "644"));
                outcomes.add(Map.of("path", path));
            }
        }
        return outcomes;
    }

    private static String content(JsonNode parts, String path) {
        for (JsonNode part : parts) {
            if (part.path("filename").asString("").equals(path)) {
                return part.path("content").asString();
            }
        }
        return "";
    }

    List<Map<String, Object>> makeDirectories(JsonNode body) {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        for (JsonNode wanted : body.path("dirs")) {
            Path path = Path.of(wanted.path("path").asString());
            if (directories.containsKey(path.getParent())
                    || wanted.path("make-parents").asBoolean(false)) {
                makeParents(path);
                directories.put(path, Entry.of("", wanted, "755"));
                outcomes.add(Map.of("path", path.toString()));
            } else {
                outcomes.add(failure(
                        path.toString(), "mkdir " + path + ".mkdir-new: no such file or directory", "not-found"));
            }
        }
        return outcomes;
    }

    private void makeParents(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            directories.putIfAbsent(parent, new Entry("", "755", "root", "root"));
        }
    }

    static Map<String, Object> failure(String path, String message, String kind) {
        return Map.of("path", path, "error", Map.of("message", message, "kind", kind));
    }
}
