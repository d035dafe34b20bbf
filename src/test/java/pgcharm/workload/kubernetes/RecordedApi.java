package pgcharm.workload.kubernetes;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A Kubernetes API that gives the answers a real one gave (kube-apiserver 1.34.1), for an application `pg` in the
/// namespace `demo`.
public final class RecordedApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> TRANSCRIPT = transcript();
    private static final char[] NO_PASSWORD = {};

    private final List<JsonNode> answers;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpsServer server;
    private final ServiceAccount account;

    /// @param recorded which entry of the transcript answered
    record Asked(int recorded, String contentType, JsonNode body) {}

    private RecordedApi(List<JsonNode> answers, Path directory) throws IOException, GeneralSecurityException {
        this.answers = new ArrayList<>(answers);
        CertificateAuthority authority = CertificateAuthority.create("kubernetes", Instant.now());
        UnitCertificate certificate =
                authority.issue(new SubjectNames(Set.of("localhost"), Set.of("127.0.0.1")), Instant.now());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(certificate)));
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(directory.resolve("token"), "a token");
        Files.writeString(directory.resolve("namespace"), "demo");
        Files.writeString(directory.resolve("ca.crt"), authority.certificate());
        account = new ServiceAccount(
                Map.of(
                        "KUBERNETES_SERVICE_HOST",
                        "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(server.getAddress().getPort())),
                directory);
    }

    /// @param numbers the entries of the transcript that it answers with, each once
    /// @param directory for the service account's files
    public static RecordedApi with(List<Integer> numbers, Path directory) throws IOException, GeneralSecurityException {
        return new RecordedApi(
                numbers.stream().map(number -> TRANSCRIPT.get(number - 1)).toList(), directory);
    }

    /// The variables by which a pod finds it.
    public Map<String, String> environment() {
        return account.environment();
    }

    ServiceAccount account() {
        return account;
    }

    /// Every request so far, in order.
    List<Asked> asked() {
        return asked;
    }

    static JsonNode recorded(int number) {
        return TRANSCRIPT.get(number - 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String contentType = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        int status = 500;
        String text = "nothing was recorded for " + request;
        for (JsonNode answer : answers) {
            if (isFor(answer, request)) {
                answers.remove(answer);
                asked.add(new Asked(
                        answer.path("n").asInt(), contentType, body.isEmpty() ? JSON.nullNode() : JSON.readTree(body)));
                status = answer.path("status").asInt();
                text = answer.path("answer").toString();
                break;
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// The same method and path; what else is in the query belongs to whoever made the record.
    private static boolean isFor(JsonNode answer, String request) {
        return answer.path("request").asString().replaceFirst("\\?.*", "").equals(request.replaceFirst("\\?.*", ""));
    }

    private static SSLContext tls(UnitCertificate certificate) throws IOException, GeneralSecurityException {
        Certificate own = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(certificate.certificate().getBytes(StandardCharsets.US_ASCII)));
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getDecoder().decode(certificate.privateKey().replaceAll("-----[A-Z ]+-----|\\s", ""))));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, NO_PASSWORD, new Certificate[] {own});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static List<JsonNode> transcript() {
        try (InputStream lines = requireNonNull(
                RecordedApi.class.getResourceAsStream("/kubernetes/kube-transcript.jsonl"), "kube-transcript.jsonl")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
