package pgcharm.workload.patroni;

import java.util.Map;
import pgcharm.access.SystemPasswords;
import pgcharm.workload.ClusterNames;

/// All that one member's Patroni has to know.
///
/// @param unit such as `postgresql-k8s/0`
public record PatroniConfig(
        ClusterNames names,
        String unit,
        Image image,
        Resources resources,
        Settings settings,
        SystemPasswords passwords) {
    /// Text of patroni.yml, the same for the same values. It holds passwords.
    public String text() {
        return "";
    }

    /// What the members share: given to Patroni with its first start, later by `PATCH /config`.
    public DynamicConfig dynamic() {
        return new DynamicConfig(Map.of());
    }
}
