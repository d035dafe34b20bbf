package pgcharm.workload.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pgcharm.workload.ClusterNames;

/// The Kubernetes API as one application's leading unit uses it. Every method is idempotent.
///
/// Nothing is read or connected before the first call. Each answer is waited for no longer than [#ANSWER], and none any
/// more once [#LIMIT] has passed since the first: then, and in every other trouble, [KubernetesException] is thrown.
public final class Kubernetes implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Owns the fields of the Services that it sets.
    private static final String FIELD_MANAGER = "postgresql-k8s";

    private final String application;
    private final ServiceAccount account;
    private final ClosingHttpClients httpClients = new ClosingHttpClients();
    private Optional<KubernetesClient> client = Optional.empty();
    private long end;

    private Kubernetes(String application, ServiceAccount account) {
        this.application = application;
        this.account = account;
    }

    /// The API of the cluster that this pod is in.
    ///
    /// @param environment this process's, which names the API
    public static Kubernetes inCluster(String application, Map<String, String> environment) {
        return of(application, new ServiceAccount(environment, ServiceAccount.MOUNTED));
    }

    static Kubernetes of(String application, ServiceAccount account) {
        return new Kubernetes(application, account);
    }

    /// The namespace that this pod is in; read from a file.
    public String namespace() {
        return account.namespace();
    }

    /// Makes the Services what they should be, after a look whether Patroni may write what it needs to.
    ///
    /// @param pod one of the application's pods; the Services belong to the StatefulSet that owns it
    /// @param alone no other unit is there, so that who reads only is led to the primary too
    public void applyServices(String pod, boolean alone) {
        ClusterObjects objects = objects();
        checkTrust();
        Owner owner = owner(pod);
        Map<String, Service> present = present();
        for (Service service : objects.services(owner, alone)) {
            String name = service.getMetadata().getName();
            Optional.ofNullable(present.get(name))
                    .filter(other -> !objects.isOwn(other))
                    .ifPresent(other -> {
                        throw KubernetesException.refused(
                                "service " + name,
                                "it is there already and is not of this application; remove it, or deploy "
                                        + application + " under another name");
                    });
        }
        for (Service service : objects.services(owner, alone)) {
            ask(
                    "service " + service.getMetadata().getName(),
                    () -> client().resource(service)
                            .fieldManager(FIELD_MANAGER)
                            .forceConflicts()
                            .serverSideApply());
        }
    }

    /// Gives the application's pods the labels by which Patroni finds them; those that have them, and those that do not
    /// exist, are left alone.
    public void labelPods(Collection<String> pods) {
        Map<String, String> labels = objects().patroniLabels();
        for (String name : pods) {
            Optional<Pod> pod =
                    Optional.ofNullable(ask("pod " + name, () -> pod(name).get()));
            if (pod.isPresent() && !hasLabels(pod.get(), labels)) {
                ask("pod " + name, () -> pod(name).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), labelled(labels)));
            }
        }
    }

    /// Removes what Patroni knew of a cluster of this name. To be called only while no member has ever been started by
    /// this application: whatever is there then was left by an earlier application of the same name, and would keep
    /// the new cluster from starting.
    public void removeLeftovers() {
        ClusterObjects objects = objects();
        ask(
                "endpoints of " + application,
                () -> client().endpoints()
                        .inNamespace(namespace())
                        .withLabels(objects.patroniLabels())
                        .delete());
    }

    @Override
    public void close() {
        client.ifPresent(KubernetesClient::close);
        httpClients.close();
    }

    /// Trust is for everything or nothing, so that one question does. The charm itself never writes Endpoints, and
    /// would not notice.
    private void checkTrust() {
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace())
                .withVerb("create")
                .withResource("endpoints")
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer =
                ask("access review", () -> client().resource(question).create());
        if (!Boolean.TRUE.equals(answer.getStatus().getAllowed())) {
            throw KubernetesException.notTrusted(application);
        }
    }

    private Owner owner(String name) {
        String object = "pod " + name;
        Pod pod = Optional.ofNullable(ask(object, () -> pod(name).get()))
                .orElseThrow(() -> KubernetesException.refused(object, "there is no such pod"));
        return Owner.of(pod).orElseThrow(() -> KubernetesException.refused(object, "no StatefulSet owns it"));
    }

    private PodResource pod(String name) {
        return client().pods().inNamespace(namespace()).withName(name);
    }

    private Map<String, Service> present() {
        return ask(
                        "services",
                        () -> client().services().inNamespace(namespace()).list())
                .getItems()
                .stream()
                .collect(Collectors.toMap(service -> service.getMetadata().getName(), Function.identity()));
    }

    private static boolean hasLabels(Pod pod, Map<String, String> labels) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .orElse(Map.of())
                .entrySet()
                .containsAll(labels.entrySet());
    }

    private static Pod labelled(Map<String, String> labels) {
        return new PodBuilder()
                .withNewMetadata()
                .addToLabels(labels)
                .endMetadata()
                .build();
    }

    private ClusterObjects objects() {
        return new ClusterObjects(new ClusterNames(application, namespace()));
    }

    private <T> T ask(String object, Supplier<T> request) {
        client();
        if (System.nanoTime() - end > 0) {
            throw KubernetesException.unavailable("it answers too slowly");
        }
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw KubernetesException.of(application, object, e);
        }
    }

    private KubernetesClient client() {
        return client.orElseGet(this::connect);
    }

    private KubernetesClient connect() {
        KubernetesClient connected = new KubernetesClientBuilder()
                .withHttpClientFactory(httpClients)
                .withConfig(account.config(ANSWER))
                .build();
        client = Optional.of(connected);
        end = System.nanoTime() + LIMIT.toNanos();
        return connected;
    }
}
