package pgcharm.workload;

import java.util.List;

/// What the parts of one cluster are called in Kubernetes, in DNS and in Patroni.
///
/// @param application name of the Juju application
/// @param namespace of its pods, which is the model's name
public record ClusterNames(String application, String namespace) {
    /// Patroni's scope. The Endpoints object in which Patroni keeps the leader's lock has this name too, and so has the
    /// Service of the primary, which selects no pods: its address moves together with the lock.
    public String scope() {
        return primaryService();
    }

    public String primaryService() {
        return application + "-primary";
    }

    public String replicasService() {
        return application + "-replicas";
    }

    /// Host name by which clients reach the primary.
    public String primaryHost() {
        return serviceHost(primaryService());
    }

    /// Host name by which clients reach the standbys, or the primary while there is no standby.
    public String replicasHost() {
        return serviceHost(replicasService());
    }

    /// The pod of a unit, which is also what Patroni calls its member.
    ///
    /// @param unit such as `postgresql-k8s/0`
    public String pod(String unit) {
        return unit.replace('/', '-');
    }

    /// Host name of a unit's pod, from the headless Service that Juju makes for every application.
    ///
    /// @param unit such as `postgresql-k8s/0`
    public String podHost(String unit) {
        return pod(unit) + "." + serviceHost(application + "-endpoints");
    }

    /// All that a host of these is called in the pods of its namespace and of others, the whole name first.
    List<String> forms(String host) {
        String domain = "." + namespace + ".svc.cluster.local";
        String name = host.substring(0, host.length() - domain.length());
        return List.of(host, name + "." + namespace + ".svc", name + "." + namespace, name);
    }

    private String serviceHost(String service) {
        return service + "." + namespace + ".svc.cluster.local";
    }
}
