package pgcharm.workload.patroni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import pgcharm.access.Password;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;
import pgcharm.workload.tls.Trust;

/// Requests and answers as JSON over TLS. Nothing is sent twice: a switchover that was not answered may have
/// happened.
final class PatroniConnection implements AutoCloseable {
    private static final int PORT = 8008;
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_ERROR = 300;
    private static final int LONGEST_REASON = 200;

    private final String authority;
    private final Password password;
    private final CloseableHttpClient client;

    private record Reply(int status, String text) {}

    PatroniConnection(String authority, Password password) {
        this.authority = authority;
        this.password = password;
        this.client = client();
    }

    Map<?, ?> get(String host, String path, Duration timeout) {
        String text = execute(new HttpUriRequestBase("GET", uri(host, path)), host, timeout);
        try {
            return JsonText.readObject(text);
        } catch (JsonException e) {
            throw new PatroniException(
                    PatroniException.Kind.REFUSED, about(host) + " answers GET " + path + " with " + reason(text), e);
        }
    }

    /// What is answered to these says nothing but that it was done.
    void send(String method, String host, String path, Map<String, Object> body, Duration timeout) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri(host, path));
        byte[] credentials = ("patroni:" + password.text()).getBytes(StandardCharsets.UTF_8);
        request.setHeader(
                HttpHeaders.AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(credentials));
        request.setEntity(new StringEntity(JsonText.write(body), ContentType.APPLICATION_JSON));
        execute(request, host, timeout);
    }

    private String execute(HttpUriRequestBase request, String host, Duration timeout) {
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(timeout))
                .setRedirectsEnabled(false)
                .build());
        Reply reply = reply(request, host);
        if (reply.status() < FIRST_ERROR) {
            return reply.text();
        }
        String what = about(host) + " answers " + request.getMethod() + " " + request.getPath() + " with "
                + reply.status() + ": " + reason(reply.text());
        throw new PatroniException(
                reply.status() == UNAUTHORIZED ? PatroniException.Kind.UNAUTHORIZED : PatroniException.Kind.REFUSED,
                what);
    }

    private Reply reply(HttpUriRequestBase request, String host) {
        try {
            return client.execute(request, response -> new Reply(response.getCode(), text(response.getEntity())));
        } catch (SSLException e) {
            throw new PatroniException(
                    PatroniException.Kind.NOT_TRUSTED, about(host) + " is not trusted: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PatroniException(
                    PatroniException.Kind.UNREACHABLE, about(host) + " does not answer: " + e.getMessage(), e);
        }
    }

    private static String text(HttpEntity entity) throws IOException, ParseException {
        return entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
    }

    /// Patroni's own words; its server's are a page of HTML.
    private static String reason(String text) {
        if (text.startsWith("<") || text.isBlank()) {
            return "no reason";
        }
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static String about(String host) {
        return "Patroni on " + host;
    }

    private static URI uri(String host, String path) {
        return URI.create("https://" + host + ":" + PORT + path);
    }

    private CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                                Trust.in(authority), HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .build())
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
