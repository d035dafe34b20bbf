package pgcharm.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PasswordUtil;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;

/// The logins that run a cluster of one's own: their passwords and what each may. Patroni makes `operator`,
/// `replication` and `rewind` when it makes the cluster.
final class SystemUsers {
    /// A password is not told again when the server's verifier is already its.
    private static final Pattern VERIFIER = Pattern.compile("SCRAM-SHA-256\\$([0-9]{1,9}):([A-Za-z0-9+/=]+)\\$.+");

    private static final String ROLES = """
            SELECT r.rolname, coalesce(r.rolpassword, ''), r.rolcanlogin AND (r.rolreplication OR r.rolname NOT IN
                   ('replication', 'backup')) AND (r.rolsuper OR r.rolname <> 'operator'),
                   CASE r.rolname
                     WHEN 'monitoring' THEN pg_has_role(r.oid, 'pg_monitor', 'MEMBER')
                     WHEN 'backup' THEN pg_has_role(r.oid, 'pg_read_all_data', 'MEMBER')
                                        AND has_function_privilege(r.oid, 'pg_catalog.pg_switch_wal()', 'EXECUTE')
                     WHEN 'rewind' THEN has_function_privilege(r.oid, 'pg_catalog.pg_read_binary_file(text)', 'EXECUTE')
                     ELSE true
                   END,
                   has_database_privilege(r.oid, 'postgres', 'CONNECT')
            FROM pg_authid r
            WHERE r.rolname IN ('operator', 'replication', 'rewind', 'monitoring', 'backup')
            """;

    private static final String OPEN_DATABASES = """
            SELECT d.datname FROM pg_database d
            WHERE d.datname IN ('postgres', 'template1')
              AND EXISTS (SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                          WHERE a.grantee = 0 AND a.privilege_type = 'CONNECT')
            """;

    /// Users that connect to `postgres`, the database of those who have none.
    private static final Set<SystemUser> CONNECTING =
            Set.of(SystemUser.REWIND, SystemUser.MONITORING, SystemUser.BACKUP);

    private record Present(String verifier, boolean attributes, boolean rights, boolean connects) {}

    private final int major;

    SystemUsers(int major) {
        this.major = major;
    }

    /// Statements that lead from what the server holds to what it should; none when nothing differs. Each password
    /// that is compared costs as much as a login with it.
    List<String> difference(Connection connection, SystemPasswords passwords) throws SQLException {
        Map<SystemUser, Present> present = present(connection);
        List<String> open = openDatabases(connection);
        List<String> statements = new ArrayList<>();
        for (SystemUser user : SystemUser.values()) {
            if (user != SystemUser.PATRONI) {
                Optional<Present> role = Optional.ofNullable(present.get(user));
                statements.addAll(login(user, role, passwords.of(user)));
                if (!role.map(Present::rights).orElse(false)) {
                    statements.addAll(rights(user));
                }
                boolean connects = role.map(Present::connects).orElse(false);
                if (CONNECTING.contains(user) && (!connects || open.contains("postgres"))) {
                    statements.add("GRANT CONNECT ON DATABASE postgres TO " + Quote.identifier(user.key()));
                }
            }
        }
        open.forEach(database ->
                statements.add("REVOKE CONNECT ON DATABASE " + Quote.identifier(database) + " FROM PUBLIC"));
        return statements;
    }

    private static List<String> login(SystemUser user, Optional<Present> role, Password password) {
        if (role.filter(present -> present.attributes() && isOf(present.verifier(), password))
                .isPresent()) {
            return List.of();
        }
        return List.of((role.isEmpty() ? "CREATE ROLE " : "ALTER ROLE ") + Quote.identifier(user.key())
                + " LOGIN" + attributes(user) + " PASSWORD "
                + Quote.literal(PasswordUtil.encodeScramSha256(password.text().toCharArray())));
    }

    private static String attributes(SystemUser user) {
        return switch (user) {
            case OPERATOR -> " SUPERUSER";
            case REPLICATION, BACKUP -> " REPLICATION";
            case REWIND, MONITORING, PATRONI -> "";
        };
    }

    /// What pg_rewind, exporters, and backup programs need, by their documentation.
    private List<String> rights(SystemUser user) {
        return switch (user) {
            case OPERATOR, REPLICATION, PATRONI -> List.of();
            case REWIND ->
                List.of(execute(
                        "rewind",
                        "pg_ls_dir(text, boolean, boolean)",
                        "pg_stat_file(text, boolean)",
                        "pg_read_binary_file(text)",
                        "pg_read_binary_file(text, bigint, bigint, boolean)"));
            case MONITORING -> List.of("GRANT pg_monitor TO monitoring");
            case BACKUP ->
                List.of(
                        "GRANT pg_read_all_data, pg_read_all_settings TO backup",
                        execute(
                                "backup",
                                major < 15
                                        ? "pg_start_backup(text, boolean, boolean)"
                                        : "pg_backup_start(text, boolean)",
                                major < 15 ? "pg_stop_backup(boolean, boolean)" : "pg_backup_stop(boolean)",
                                "pg_create_restore_point(text)",
                                "pg_switch_wal()"));
        };
    }

    private static String execute(String login, String... functions) {
        return "GRANT EXECUTE ON FUNCTION pg_catalog." + String.join(", pg_catalog.", functions) + " TO " + login;
    }

    private static boolean isOf(String verifier, Password password) {
        Matcher matcher = VERIFIER.matcher(verifier);
        return matcher.matches()
                && PasswordUtil.encodeScramSha256(
                                password.text().toCharArray(),
                                Integer.parseInt(matcher.group(1)),
                                Base64.getDecoder().decode(matcher.group(2)))
                        .equals(verifier);
    }

    private static Map<SystemUser, Present> present(Connection connection) throws SQLException {
        Map<SystemUser, Present> present = new EnumMap<>(SystemUser.class);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLES)) {
            while (row.next()) {
                Present role = new Present(row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5));
                SystemUser.of(row.getString(1)).ifPresent(user -> present.put(user, role));
            }
        }
        return present;
    }

    private static List<String> openDatabases(Connection connection) throws SQLException {
        List<String> open = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OPEN_DATABASES)) {
            while (row.next()) {
                open.add(row.getString(1));
            }
        }
        return open;
    }
}
