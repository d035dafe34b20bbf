package pgcharm.workload.patroni;

/// Where things are in the container: below the storages, whose mount points are in the charm's metadata.
/// PostgreSQL's own directories carry no version: an image with another major version finds the data that it cannot run
/// on, and says so, instead of starting empty.
public final class Places {
    private static final String DATA = "/var/lib/pg/data";
    private static final String LOGS = "/var/lib/pg/logs";
    private static final String TEMP = "/var/lib/pg/temp";
    private static final String CONF = DATA + "/conf";

    /// Patroni's configuration; it holds passwords.
    public static final String PATRONI_YML = CONF + "/patroni.yml";

    public static final String CERTIFICATE = CONF + "/tls/cert.pem";
    public static final String PRIVATE_KEY = CONF + "/tls/key.pem";
    public static final String AUTHORITY = CONF + "/tls/ca.pem";
    /// Directory of PostgreSQL's unix socket: connections that need no password.
    public static final String SOCKETS = TEMP + "/run";
    /// Where Patroni writes the passwords that PostgreSQL's own clients need.
    static final String PASSWORD_FILE = TEMP + "/run/pgpass";

    public static final String PATRONI_LOG = LOGS + "/patroni";

    public static final String POSTGRES_DATA = DATA + "/main";
    public static final String POSTGRES_WAL = LOGS + "/pg_wal";
    public static final String POSTGRES_LOG = LOGS + "/postgresql";

    private Places() {}
}
