package pgcharm.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who runs a cluster of one's own. What each may is decided where it gets its rights; all but [#PATRONI], which is
/// known to Patroni's REST API only, are logins of PostgreSQL.
public enum SystemUser {
    /// Superuser, for Patroni and for the charm.
    OPERATOR,
    /// Standbys that follow the primary.
    REPLICATION,
    /// A former primary that takes back what the new one does not have.
    REWIND,
    /// The metrics exporter.
    MONITORING,
    /// Base backups and archives.
    BACKUP,
    PATRONI;

    /// The login, and the key in secrets.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SystemUser> of(String key) {
        return Arrays.stream(values()).filter(user -> user.key().equals(key)).findFirst();
    }
}
