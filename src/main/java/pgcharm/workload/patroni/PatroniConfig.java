package pgcharm.workload.patroni;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
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
    private static final int POSTGRES_PORT = 5432;
    private static final int API_PORT = 8008;
    private static final int LOG_FILE = 25 << 20;
    private static final int LOG_FILES = 4;

    /// Text of patroni.yml, the same for the same values. It holds passwords.
    public String text() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("scope", names.scope());
        config.put("name", names.pod(unit));
        config.put(
                "log",
                ordered("level", "INFO", "dir", Places.PATRONI_LOG, "file_size", LOG_FILE, "file_num", LOG_FILES));
        config.put(
                "restapi",
                ordered(
                        "listen",
                        "*:" + API_PORT,
                        "connect_address",
                        names.podHost(unit) + ":" + API_PORT,
                        "certfile",
                        Places.CERTIFICATE,
                        "keyfile",
                        Places.PRIVATE_KEY,
                        "authentication",
                        login(SystemUser.PATRONI)));
        config.put("ctl", ordered("cacert", Places.AUTHORITY));
        config.put("kubernetes", kubernetes());
        config.put(
                "bootstrap",
                ordered(
                        "dcs",
                        dynamic().values(),
                        "initdb",
                        List.of(
                                "data-checksums",
                                Map.of("encoding", "UTF8"),
                                // sorts bytewise whatever the image's libraries do, so that no new image breaks an
                                // index
                                Map.of("locale", "C.UTF-8"),
                                Map.of("auth-host", "scram-sha-256"),
                                Map.of("auth-local", "scram-sha-256"),
                                Map.of("waldir", Places.POSTGRES_WAL))));
        config.put("postgresql", postgresql());
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        // PyYAML takes a plain on or 1e3 for something else than a text
                        .setDefaultScalarStyle(ScalarStyle.JSON_SCALAR_STYLE)
                        .setDereferenceAliases(true)
                        .setSplitLines(false)
                        .build())
                .dumpToString(config);
    }

    /// What the members share: given to Patroni with its first start, later by `PATCH /config`.
    public DynamicConfig dynamic() {
        return DynamicConfig.of(resources, settings);
    }

    private Map<String, Object> kubernetes() {
        return ordered(
                "namespace",
                names.namespace(),
                "labels",
                Map.of("application", "patroni"),
                "scope_label",
                "cluster-name",
                "role_label",
                "role",
                "leader_label_value",
                "primary",
                "follower_label_value",
                "replica",
                "use_endpoints",
                true,
                "ports",
                List.of(ordered("name", "database", "port", POSTGRES_PORT)));
    }

    private Map<String, Object> postgresql() {
        Map<String, Object> tls = ordered("sslmode", "verify-full", "sslrootcert", Places.AUTHORITY);
        Map<String, Object> replication = login(SystemUser.REPLICATION);
        replication.putAll(tls);
        Map<String, Object> rewind = login(SystemUser.REWIND);
        rewind.putAll(tls);
        return ordered(
                "listen",
                "*:" + POSTGRES_PORT,
                "connect_address",
                names.podHost(unit) + ":" + POSTGRES_PORT,
                "bin_dir",
                image.postgresBin(),
                "data_dir",
                Places.POSTGRES_DATA,
                "pgpass",
                Places.PASSWORD_FILE,
                "use_unix_socket",
                true,
                "use_unix_socket_repl",
                true,
                "basebackup",
                List.of(Map.of("checkpoint", "fast"), Map.of("waldir", Places.POSTGRES_WAL)),
                "authentication",
                ordered("superuser", login(SystemUser.OPERATOR), "replication", replication, "rewind", rewind),
                "parameters",
                LocalParameters.of(resources, settings),
                "pg_hba",
                HostRules.hba(settings.requireTls()),
                "pg_ident",
                HostRules.ident(image.user()));
    }

    private Map<String, Object> login(SystemUser user) {
        return ordered("username", user.key(), "password", passwords.of(user).text());
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
