package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Makes the JDK's HTTP clients and closes them: fabric8 leaves them open, and an open one keeps the process for 300 ms
/// after its end.
final class ClosingHttpClients extends JdkHttpClientFactory implements AutoCloseable {
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new RememberingBuilder(super.createNewHttpClientBuilder(), clients::add);
    }

    /// Does not wait for requests that are still unanswered.
    @Override
    public void close() {
        clients.forEach(HttpClient::shutdownNow);
    }
}
