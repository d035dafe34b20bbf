package pgcharm.workload.kubernetes;

import java.nio.file.Path;
import java.util.Map;

/// The API as a pod uses it, for a test that is not in the pod.
public final class OutsidePod {
    private OutsidePod() {}

    /// @param account the files that are mounted into the pod
    public static Kubernetes kubernetes(String application, Map<String, String> environment, Path account) {
        return Kubernetes.of(application, new ServiceAccount(environment, account));
    }
}
