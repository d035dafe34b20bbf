package pgcharm.cluster;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gives every Service its address on this machine and its name in DNS, and leads its connections to the addresses that
/// are in its Endpoints object at that moment. While Kubernetes does not answer, all stays as it was.
final class ServiceProxy implements AutoCloseable {
    private final Node node;
    private final Hosts hosts;
    private final Map<String, Service> services = new TreeMap<>();
    private final Map<String, List<String>> addresses = new TreeMap<>();
    private final Map<String, ServiceListener> listeners = new TreeMap<>();
    private final SharedIndexInformer<Service> serviceInformer;
    private final SharedIndexInformer<Endpoints> endpointsInformer;

    private ServiceProxy(Node node, Hosts hosts, KubernetesClient client) {
        this.node = node;
        this.hosts = hosts;
        serviceInformer = client.services().inNamespace(KubeApi.NAMESPACE).inform(new Follower<>((name, service) -> {
            if (service.isPresent()) {
                services.put(name, service.get());
            } else {
                services.remove(name);
            }
            update(name);
        }));
        endpointsInformer = client.endpoints()
                .inNamespace(KubeApi.NAMESPACE)
                .inform(new Follower<>((name, endpoints) -> {
                    addresses.put(name, endpoints.map(ServiceProxy::ready).orElse(List.of()));
                    update(name);
                }));
    }

    static ServiceProxy start(Node node, Hosts hosts, KubernetesClient client) {
        return new ServiceProxy(node, hosts, client);
    }

    /// Where connections to a Service go now.
    synchronized List<String> addresses(String service) {
        return addresses.getOrDefault(service, List.of());
    }

    @Override
    public void close() {
        serviceInformer.stop();
        endpointsInformer.stop();
        synchronized (this) {
            listeners.values().forEach(ServiceListener::close);
        }
    }

    private void update(String name) {
        Optional<Service> service = Optional.ofNullable(services.get(name))
                .filter(found -> !"None".equals(found.getSpec().getClusterIP()));
        Optional<ServiceListener> listener = Optional.ofNullable(listeners.get(name));
        if (service.isEmpty()) {
            listener.ifPresent(gone -> {
                gone.close();
                listeners.remove(name);
                hosts.remove(name);
            });
            return;
        }
        String address = service.get().getSpec().getClusterIP();
        int port = service.get().getSpec().getPorts().getFirst().getPort();
        if (listener.isEmpty()) {
            Command.attempt(List.of("ip", "address", "add", address + "/32", "dev", node.bridge()));
            hosts.set(name, address);
        }
        listeners
                .computeIfAbsent(name, _ -> new ServiceListener(address, port))
                .lead(addresses.getOrDefault(name, List.of()));
    }

    private static List<String> ready(Endpoints endpoints) {
        return endpoints.getSubsets().stream()
                .flatMap(subset -> subset.getAddresses().stream())
                .map(EndpointAddress::getIp)
                .toList();
    }

    @FunctionalInterface
    private interface Change<T> {
        void happened(String name, Optional<T> object);
    }

    private final class Follower<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final Change<T> change;

        Follower(Change<T> change) {
            this.change = change;
        }

        @Override
        public void onAdd(T object) {
            tell(object, Optional.of(object));
        }

        @Override
        public void onUpdate(T before, T object) {
            tell(object, Optional.of(object));
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            tell(object, Optional.empty());
        }

        private void tell(T object, Optional<T> now) {
            synchronized (ServiceProxy.this) {
                change.happened(object.getMetadata().getName(), now);
            }
        }
    }
}
