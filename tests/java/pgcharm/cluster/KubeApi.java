package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;

/// A Kubernetes API on a node, with etcd and the Endpoints controller, and one namespace for a model.
final class KubeApi implements AutoCloseable {
    static final String NAMESPACE = "local";
    static final int PORT = 6443;

    private static final Path OBJECTS = Path.of("tests/cluster");
    private static final Duration START = Duration.ofMinutes(1);
    private static final long TOKEN_SECONDS = 86_400;

    private final Node node;
    private final Programs programs;
    private final String token = UUID.randomUUID().toString();
    private final KubernetesClient client;
    private Namespaced process;

    private KubeApi(Node node, Programs programs) {
        this.node = node;
        this.programs = programs;
        write("tokens.csv", token + ",admin,admin,\"system:masters\"\n");
        Command.run("openssl", "genrsa", "-out", file("accounts.key"), "2048");
        // of some days ago, as pods may see it whose clocks are late; there from the start: the controller reads it
        // once
        Instant made = Instant.now().minus(Duration.ofDays(2));
        CertificateAuthority authority = CertificateAuthority.create("kubernetes", made);
        UnitCertificate certificate =
                authority.issue(new SubjectNames(Set.of("kubernetes"), Set.of(node.address())), made);
        write("ca.crt", authority.certificate());
        write("api.crt", certificate.certificate());
        write("api.key", certificate.privateKey());
        process = start();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        awaitReady();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    static KubeApi start(Node node, Programs programs) {
        return new KubeApi(node, programs);
    }

    /// With all rights.
    KubernetesClient client() {
        return client;
    }

    /// Makes the objects of a file in `tests/cluster`, or makes them so.
    ///
    /// @param words by the word in capitals that stands for it
    List<HasMetadata> apply(String file, Map<String, String> words) {
        return client.resourceList(objects(file, words)).serverSideApply();
    }

    void delete(String file, Map<String, String> words) {
        client.resourceList(objects(file, words)).delete();
    }

    /// Puts what Kubernetes mounts into pods of a service account where a pod finds it.
    void mountAccount(String account, Path secrets) {
        String accountToken = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        try {
            Files.createDirectories(secrets);
            Files.writeString(secrets.resolve("token"), accountToken);
            Files.writeString(secrets.resolve("namespace"), NAMESPACE);
            Files.writeString(secrets.resolve("ca.crt"), Files.readString(authority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The variables by which pods find it.
    Map<String, String> environment() {
        String port = Integer.toString(PORT);
        return Map.of(
                "KUBERNETES_SERVICE_HOST", node.address(),
                "KUBERNETES_SERVICE_PORT", port,
                "KUBERNETES_SERVICE_PORT_HTTPS", port);
    }

    /// How many requests hooks have made so far.
    long requestsOfHooks() {
        try (Stream<String> lines = Files.lines(Path.of(file("audit.jsonl")))) {
            return lines.filter(line -> line.contains("\"userAgent\":\"fabric8"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It takes connections and answers nothing.
    void hang() {
        Command.run("kill", "-STOP", Long.toString(process.pid()));
    }

    void goOn() {
        Command.run("kill", "-CONT", Long.toString(process.pid()));
        awaitReady();
    }

    /// Kills it and starts it again, with the same data.
    void restart() {
        process.close();
        process = start();
        awaitReady();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }

    private Namespaced start() {
        String address = node.address();
        String etcd = "http://" + address;
        return node.start(
                List.of(
                        // not nsenter's own child: that one would stop with it
                        "sh",
                        "-c",
                        "\"$@\" & wait",
                        "sh",
                        programs.kubemini().toString(),
                        "-etcd-dir",
                        file("etcd"),
                        "-etcd-client",
                        etcd + ":2379",
                        "-etcd-peer",
                        etcd + ":2380",
                        "-controller-api",
                        "https://" + address + ":" + PORT,
                        "-controller-token",
                        token,
                        "-controller-ca",
                        authority().toString(),
                        "--",
                        "--bind-address=" + address,
                        "--advertise-address=" + address,
                        "--secure-port=" + PORT,
                        "--endpoint-reconciler-type=none",
                        "--tls-cert-file=" + file("api.crt"),
                        "--tls-private-key-file=" + file("api.key"),
                        "--service-cluster-ip-range=" + node.serviceRange(),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + file("accounts.key"),
                        "--service-account-signing-key-file=" + file("accounts.key"),
                        "--token-auth-file=" + file("tokens.csv"),
                        "--authorization-mode=RBAC",
                        "--audit-policy-file=" + OBJECTS.resolve("audit.yaml").toAbsolutePath(),
                        "--audit-log-path=" + file("audit.jsonl")),
                2,
                Path.of(file("log")));
    }

    private void awaitReady() {
        Wait.until(START, () -> "a ready API, see " + file("log"), () -> {
            try {
                return "ok".equals(client.raw("/readyz"));
            } catch (KubernetesClientException _) {
                return false;
            }
        });
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + node.address() + ":" + PORT)
                .withCaCertFile(authority().toString())
                .withOauthToken(token)
                .withRequestTimeout(5_000)
                .withNamespace(NAMESPACE)
                .build();
    }

    private Path authority() {
        return Path.of(file("ca.crt"));
    }

    private List<HasMetadata> objects(String file, Map<String, String> words) {
        try {
            String text = Files.readString(OBJECTS.resolve(file)).replace("NAMESPACE", NAMESPACE);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            return client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Path path = Path.of(file(name));
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name) {
        return node.directory().resolve("kubernetes").resolve(name).toString();
    }
}
