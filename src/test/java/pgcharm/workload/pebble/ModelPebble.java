package pgcharm.workload.pebble;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.json.JsonText;
import tools.jackson.databind.JsonNode;

/// A container in memory: its files, Pebble's plan and services. It answers as Pebble 1.26.0 was recorded to.
public final class ModelPebble implements AutoCloseable {
    private final UnixHttpServer server;
    private final ModelFiles files = new ModelFiles();
    private final ModelServices services = new ModelServices();
    private final List<String> asked = new ArrayList<>();
    private int cut = Integer.MAX_VALUE;

    public ModelPebble(Path socket) throws IOException {
        server = new UnixHttpServer(socket, this::answer);
    }

    public synchronized void put(String path, String content, String mode) {
        files.put(path, content, mode);
    }

    public synchronized void remove(String path) {
        files.remove(path);
    }

    /// The contents of all files, by path.
    public synchronized Map<String, String> files() {
        return files.contents();
    }

    /// How each service stands: `active`, `inactive`, `backoff`, `error`.
    public synchronized Map<String, String> services() {
        return services.standing();
    }

    public synchronized void stand(String service, String current) {
        services.stand(service, current);
    }

    /// Pebble starts anew: what was added through its API is gone.
    public synchronized void restart() {
        services.forget();
    }

    /// From now on each start of that service fails.
    public synchronized void breakService(String service) {
        services.breakService(service);
    }

    /// The connection breaks instead of an answer when so many more requests have been answered.
    public synchronized void cutAfter(int requests) {
        asked.clear();
        cut = requests;
    }

    /// What was asked since the last call, such as `POST files write`; connections break no more.
    public synchronized List<String> asked() {
        List<String> requests = List.copyOf(asked);
        asked.clear();
        cut = Integer.MAX_VALUE;
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    synchronized Reply answer(UnixHttpServer.Request request) {
        String[] target = request.target().split("\\?", 2);
        String resource = target[0].replaceFirst("^/v1/", "").replaceFirst("^changes/.*", "changes");
        List<String> query = Stream.of(target.length > 1 ? target[1].split("&") : new String[] {})
                .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                .toList();
        JsonNode body = Recording.body(request);
        String action = Stream.concat(
                        parameters(query, "action"),
                        Stream.of(body, body.path(0).path("content"))
                                .map(json -> json.path("action").asString("")))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("");
        if (asked.size() == cut) {
            throw new UnixHttpServer.Cut();
        }
        asked.add((request.method() + " " + resource + " " + action).strip());
        return switch (asked.getLast()) {
            case "GET plan" -> sync(JsonText.write(services.plan()));
            case "GET services" -> sync(services.list());
            case "GET files read" -> read(parameters(query, "path").toList());
            case "GET files list" -> list(first(query, "path", "/"), first(query, "pattern", "*"));
            case "POST files write" -> sync(files.write(body));
            case "POST files make-dirs" -> sync(files.makeDirectories(body));
            case "POST layers add" -> sync(services.add(body.path("layer")));
            case "POST services start" -> services.start(names(body));
            case "POST services replan" -> services.start(services.enabled());
            case "GET changes" -> services.ended(target[0].split("/")[3]);
            case "POST signals" -> services.signal(names(body).getFirst());
            default -> error(404, "not-found", "no such thing: " + request.target());
        };
    }

    private Reply read(List<String> paths) {
        StringBuilder parts = new StringBuilder();
        List<Map<String, Object>> outcomes = new ArrayList<>();
        files.read(paths).forEach((path, content) -> {
            content.ifPresent(
                    text -> parts.append(part("files\"; filename=\"" + path, "application/octet-stream", text)));
            outcomes.add(
                    content.isPresent()
                            ? Map.of("path", path)
                            : ModelFiles.failure(path, "stat " + path + ": no such file or directory", "not-found"));
        });
        parts.append(part("response", "application/json", JsonText.write(envelope("sync", 200, "OK", outcomes))));
        return new Reply(200, "multipart/form-data; boundary=boundary", octets(parts + "--boundary--\r\n"));
    }

    private static String part(String name, String type, String content) {
        return "--boundary\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: " + type
                + "\r\n\r\n" + content + "\r\n";
    }

    private Reply list(String directory, String pattern) {
        return files.list(directory, pattern)
                .map(ModelPebble::sync)
                .orElseGet(() -> error(404, "not-found", "stat " + directory + ": no such file or directory"));
    }

    private static Stream<String> parameters(List<String> query, String name) {
        return query.stream()
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1));
    }

    private static String first(List<String> query, String name, String otherwise) {
        return parameters(query, name).findFirst().orElse(otherwise);
    }

    private static List<String> names(JsonNode body) {
        List<String> names = new ArrayList<>();
        body.path("services").forEach(name -> names.add(name.asString()));
        return names;
    }

    static Reply sync(Object result) {
        return json(200, envelope("sync", 200, "OK", result));
    }

    static Reply error(int status, String kind, String message) {
        Map<String, Object> result = new TreeMap<>(Map.of("message", message));
        if (!kind.isEmpty()) {
            result.put("kind", kind);
        }
        return json(status, envelope("error", status, "Error", result));
    }

    static Map<String, Object> envelope(String type, int status, String text, Object result) {
        return new LinkedHashMap<>(Map.of("type", type, "status-code", status, "status", text, "result", result));
    }

    static Reply json(int status, Map<String, Object> envelope) {
        return new Reply(status, "application/json", octets(JsonText.write(envelope)));
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
