package pgcharm.workload.patroni;

import java.util.List;

/// Where things are in the container: below the storages, whose mount points are in the charm's metadata. The mount
/// points themselves belong to root, so what PostgreSQL and Patroni rename and remove lies in directories of their
/// own. PostgreSQL's directories carry no version: an image with another major version finds the data that it cannot
/// run on, and says so, instead of starting empty.
public final class Places {
    private static final String DATA = "/var/lib/pg/data";
    private static final String LOGS = "/var/lib/pg/logs";
    private static final String TEMP = "/var/lib/pg/temp";
    private static final String CLUSTER = DATA + "/postgresql";
    private static final String WAL = LOGS + "/wal";

    public static final String CONF = DATA + "/conf";

    /// Patroni's configuration; it holds passwords.
    public static final String PATRONI_YML = CONF + "/patroni.yml";

    public static final String CERTIFICATE = CONF + "/tls/cert.pem";
    public static final String PRIVATE_KEY = CONF + "/tls/key.pem";
    public static final String AUTHORITY = CONF + "/tls/ca.pem";

    /// Directory of PostgreSQL's unix socket: connections that need no password.
    public static final String SOCKETS = TEMP + "/run";

    /// Where Patroni writes the passwords that PostgreSQL's own clients need.
    static final String PASSWORD_FILE = SOCKETS + "/pgpass";

    public static final String PATRONI_LOG = LOGS + "/patroni";
    public static final String POSTGRES_DATA = CLUSTER + "/main";
    public static final String POSTGRES_WAL = WAL + "/pg_wal";
    public static final String POSTGRES_LOG = LOGS + "/postgresql";

    /// All that must exist before Patroni starts, parents first, for PostgreSQL's user only.
    public static final List<String> DIRECTORIES =
            List.of(CONF, CONF + "/tls", CLUSTER, WAL, SOCKETS, PATRONI_LOG, POSTGRES_LOG);

    private Places() {}
}
