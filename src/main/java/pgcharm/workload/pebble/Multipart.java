package pgcharm.workload.pebble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a `multipart/form-data` body (RFC 7578).
final class Multipart {
    /// @param filename empty for a part that is no file
    record Part(String name, String filename, String content) {}

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("; name=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern FILENAME = Pattern.compile("; filename=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String LINE_END = "\r\n";

    private Multipart() {}

    /// Empty where the body is not whole.
    static Optional<List<Part>> parts(Reply reply) {
        Matcher boundary = BOUNDARY.matcher(reply.contentType());
        return boundary.find()
                ? parts(
                        reply.octets(),
                        "--" + Optional.ofNullable(boundary.group(1)).orElseGet(() -> boundary.group(2)))
                : Optional.empty();
    }

    private static Optional<List<Part>> parts(String body, String delimiter) {
        List<Part> parts = new ArrayList<>();
        int start = body.startsWith(delimiter) ? delimiter.length() : -1;
        while (start >= 0 && body.startsWith(LINE_END, start)) {
            int end = body.indexOf(LINE_END + delimiter, start);
            int content = body.indexOf(LINE_END + LINE_END, start);
            if (content < 0 || content > end) {
                return Optional.empty();
            }
            parts.add(part(body.substring(start, content), body.substring(content + 4, end)));
            start = end + LINE_END.length() + delimiter.length();
        }
        return start >= 0 && body.startsWith("--", start) ? Optional.of(parts) : Optional.empty();
    }

    private static Part part(String headers, String content) {
        return new Part(parameter(NAME, headers), parameter(FILENAME, headers), Reply.utf8(content));
    }

    private static String parameter(Pattern pattern, String headers) {
        Matcher matcher = pattern.matcher(headers);
        return matcher.find() ? Reply.utf8(matcher.group(1)).replaceAll("\\\\(.)", "$1") : "";
    }
}
