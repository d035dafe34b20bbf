package pgcharm.workload.patroni;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import pgcharm.access.Password;
import pgcharm.json.JsonText;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.ServerTls;
import pgcharm.workload.tls.SubjectNames;

/// Answers as a member of a real cluster was recorded to, over HTTPS on the port of Patroni and a loopback address of
/// its own. What is not asked as it was recorded is answered with 599.
public final class RecordedPatroni implements AutoCloseable {
    private static final int PORT = 8008;
    private static final int WRONG_CREDENTIALS = 42;
    private static final int NOT_AS_RECORDED = 599;

    private final Map<Integer, Map<?, ?>> recorded = new TreeMap<>();
    private final String host;
    private final Password password;
    private final HttpsServer server;
    private volatile Map<?, ?> next = Map.of();

    public RecordedPatroni(CertificateAuthority authority, Password password, SubjectNames names, String host) {
        this.host = host;
        this.password = password;
        try (InputStream in = RecordedPatroni.class.getResourceAsStream("/patroni/transcript.jsonl")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                Map<?, ?> exchange = JsonText.readObject(line);
                recorded.put(((Number) value(exchange, "n")).intValue(), exchange);
            }
            server = HttpsServer.create(new InetSocketAddress(host, PORT), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(ServerTls.of(authority.issue(names, Instant.now()))));
        server.createContext("/", this::answer);
        server.start();
    }

    /// An address that nobody else on this machine is likely to use.
    public static String address() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
    }

    /// The exchange of the recording that is next.
    public void plays(int number) {
        next = Objects.requireNonNull(recorded.get(number), "no exchange " + number);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        List<String> differences = new ArrayList<>();
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (!request.equals(next.get("request"))) {
            differences.add("recorded is " + next.get("request") + ", asked " + request);
        }
        Object wanted = Optional.<Object>ofNullable(next.get("body")).orElse(Map.of());
        if (!(body.isEmpty() ? Map.of() : JsonText.readObject(body)).equals(wanted)) {
            differences.add("recorded body is " + wanted + ", sent " + body);
        }
        if (!differences.isEmpty()) {
            send(exchange, NOT_AS_RECORDED, "text/plain", String.join("; ", differences));
        } else if (next.containsKey("auth") && !isAuthorized(exchange)) {
            replay(exchange, Objects.requireNonNull(recorded.get(WRONG_CREDENTIALS)));
        } else {
            replay(exchange, next);
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String credentials = "patroni:" + password.text();
        String header = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return header.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void replay(HttpExchange exchange, Map<?, ?> recording) throws IOException {
        Object answer = value(recording, "answer");
        send(
                exchange,
                ((Number) value(recording, "status")).intValue(),
                String.valueOf(value(recording, "content-type")),
                answer instanceof String text ? text : JsonText.write(answer));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Object value(Map<?, ?> exchange, String key) {
        return Optional.ofNullable(exchange.get(key)).orElseThrow();
    }

    String host() {
        return host;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
