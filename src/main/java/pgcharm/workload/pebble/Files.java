package pgcharm.workload.pebble;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import pgcharm.json.JsonText;

/// Files and directories of the container. One request does many of them, and answers for each path.
record Files(Api api) {
    private static final String TARGET = "/v1/files";
    private static final String NOT_FOUND = "not-found";

    Map<String, String> read(List<String> paths) {
        String query = paths.stream().map(path -> "&path=" + Api.encode(path)).collect(Collectors.joining());
        Reply reply = api.download(TARGET + "?action=read" + query, ContentType.MULTIPART_FORM_DATA);
        if (!reply.isMultipart()) {
            throw api.refusal("read files", reply);
        }
        Map<String, String> contents = new TreeMap<>();
        for (Multipart.Part part : Multipart.parts(reply).orElseThrow(() -> api.notReady("files arrived incomplete"))) {
            if (part.name().equals("files")) {
                contents.put(part.filename(), part.content());
            } else {
                failures(Reply.envelope(part.content()).orElse(Fields.of("")).value("result")).stream()
                        .filter(failure -> !failure.kind().equals(NOT_FOUND))
                        .findFirst()
                        .ifPresent(failure -> {
                            throw failure.of("read");
                        });
            }
        }
        return contents;
    }

    List<FileInfo> list(String directory, String pattern) {
        String names = pattern.equals("*") ? "" : "&pattern=" + Api.encode(pattern);
        Reply reply = api.download(
                TARGET + "?action=list&path=" + Api.encode(directory) + names, ContentType.APPLICATION_JSON);
        return reply.status() == 404
                ? List.of()
                : Fields.listOf(api.result("list " + directory, reply)).stream()
                        .map(Replies::file)
                        .toList();
    }

    void write(List<FileToWrite> files) {
        List<Map<String, Object>> wanted = files.stream()
                .map(file -> target(file.path(), file.mode(), file.owner()))
                .toList();
        MultipartEntityBuilder body = MultipartEntityBuilder.create()
                // names as they are, as Pebble compares them with those of the request
                .setMode(HttpMultipartMode.LEGACY)
                .setCharset(StandardCharsets.UTF_8)
                .addTextBody(
                        "request",
                        JsonText.write(Map.of("action", "write", "files", wanted)),
                        ContentType.APPLICATION_JSON);
        for (FileToWrite file : files) {
            body.addBinaryBody(
                    "files",
                    file.content().getBytes(StandardCharsets.UTF_8),
                    ContentType.APPLICATION_OCTET_STREAM,
                    file.path());
        }
        requireNoFailure("write", api.post("write files", TARGET, body.build()));
    }

    void makeDirectories(List<DirectoryToMake> directories) {
        List<Map<String, Object>> wanted = directories.stream()
                .map(directory -> {
                    Map<String, Object> target = target(directory.path(), directory.mode(), directory.owner());
                    target.put("make-parents", true);
                    return target;
                })
                .toList();
        requireNoFailure("make", api.post("make directories", TARGET, Map.of("action", "make-dirs", "dirs", wanted)));
    }

    private static Map<String, Object> target(String path, int mode, FileOwner owner) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("path", path);
        target.put("permissions", String.format("%03o", mode));
        target.put("user", owner.user());
        target.put("group", owner.group());
        return target;
    }

    private static void requireNoFailure(String what, Object result) {
        failures(result).stream().findFirst().ifPresent(failure -> {
            throw failure.of(what);
        });
    }

    private record Failure(String path, String kind, String message) {
        PebbleException of(String what) {
            return PebbleException.refused(what + " " + path, message);
        }
    }

    private static List<Failure> failures(Object result) {
        return Fields.listOf(result).stream()
                .flatMap(outcome -> outcome.object("error").stream()
                        .map(error -> new Failure(outcome.text("path"), error.text("kind"), error.text("message"))))
                .toList();
    }
}
