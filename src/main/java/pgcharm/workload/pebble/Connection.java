package pgcharm.workload.pebble;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// HTTP over a unix socket. Whatever happens on the way is "not ready": a socket that is absent or refuses, a
/// connection that breaks, no answer in time.
final class Connection implements AutoCloseable {
    private final Path socket;
    private final Duration patience;
    private final CloseableHttpClient client = client();

    /// @param patience for one answer
    Connection(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /// @param accept media type, as Pebble wants it for files
    /// @param more patience than usual, for what Pebble itself waits for
    /// @throws PebbleException when there is no answer
    Reply get(String target, String accept, Duration more) {
        HttpGet request = new HttpGet(uri(target));
        request.setHeader("Accept", accept);
        return send(request, patience.plus(more));
    }

    /// @throws PebbleException when there is no answer
    Reply post(String target, HttpEntity body) {
        HttpPost request = new HttpPost(uri(target));
        request.setEntity(body);
        return send(request, patience);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException _) {
            // what was asked for has been answered
        }
    }

    PebbleException notReady(String why) {
        return PebbleException.notReady(socket, why);
    }

    private Reply send(HttpUriRequestBase request, Duration timeout) {
        request.setConfig(RequestConfig.custom()
                .setUnixDomainSocket(socket)
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        try {
            return client.execute(request, Connection::reply);
        } catch (SocketTimeoutException _) {
            throw notReady("no answer within " + timeout.toMillis() + " ms");
        } catch (ConnectException _) {
            throw notReady("it refuses connections");
        } catch (IOException e) {
            throw notReady(Files.exists(socket) ? "the connection broke" : "there is no such socket");
        }
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException {
        HttpEntity body = response.getEntity();
        String contentType = Optional.ofNullable(response.getFirstHeader("Content-Type"))
                .map(Header::getValue)
                .orElse("");
        return new Reply(
                response.getCode(),
                contentType,
                body == null ? "" : new String(EntityUtils.toByteArray(body), StandardCharsets.ISO_8859_1));
    }

    /// The host is of no account.
    private static URI uri(String target) {
        return URI.create("http://localhost" + target);
    }

    /// Without all that Pebble has no use for, which would take its time to load: TLS, cookies, redirects, compression.
    private static CloseableHttpClient client() {
        return HttpClientBuilder.create()
                .setConnectionManager(new PoolingHttpClientConnectionManager(
                        new DefaultHttpClientConnectionOperator(DefaultSchemePortResolver.INSTANCE, null, name -> null),
                        PoolConcurrencyPolicy.STRICT,
                        PoolReusePolicy.LIFO,
                        TimeValue.NEG_ONE_MILLISECOND,
                        ManagedHttpClientConnectionFactory.INSTANCE))
                .setDefaultCookieSpecRegistry(name -> null)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }
}
