package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Password;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;

/// What a cluster has after Patroni made it, `operator`, `replication` and `rewind`, is made by hand here.
final class SystemUsersTest {
    private static final List<String> LOGINS = List.of("replication", "rewind", "monitoring", "backup", "operator");

    static Stream<Target> servers() {
        return Servers.targets().filter(Target::superuser);
    }

    private static AdminSession session(Target target, Password password) {
        return AdminSession.open(new ServerAccess(
                List.of(target.endpoint()),
                List.of(),
                "operator",
                password,
                "postgres",
                Optional.empty(),
                Optional.empty(),
                true));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void getTheirRightsOnceAndNewPasswordsWhileTheyAreConnected(Target target) throws SQLException {
        SystemPasswords first = SystemPasswords.random(new SecureRandom());
        try (Sql root = target.root("postgres")) {
            root.run(
                    "CREATE ROLE operator SUPERUSER LOGIN PASSWORD '" + text(first, SystemUser.OPERATOR) + "'",
                    "CREATE ROLE replication REPLICATION LOGIN PASSWORD 'set by Patroni'",
                    "CREATE ROLE nobody LOGIN PASSWORD 'nobody'");
            try {
                settles(target, first);
                rotates(target, first);
            } finally {
                root.run(
                        "GRANT CONNECT ON DATABASE postgres TO PUBLIC",
                        "GRANT CONNECT ON DATABASE template1 TO PUBLIC",
                        "DROP ROLE nobody");
                for (String login : LOGINS) {
                    root.run("DROP OWNED BY " + login, "DROP ROLE " + login);
                }
            }
        }
    }

    private static void settles(Target target, SystemPasswords passwords) throws SQLException {
        try (AdminSession session = session(target, passwords.of(SystemUser.OPERATOR))) {
            assertThat(session.settle(passwords)).isTrue();
            assertThat(session.settle(passwords)).as("a second time").isFalse();
        }
        assertThat(target.log()).doesNotContain(text(passwords, SystemUser.BACKUP));
        try (Sql monitoring = target.login("postgres", "monitoring", text(passwords, SystemUser.MONITORING))) {
            monitoring.run("SELECT * FROM pg_stat_replication", "SELECT pg_ls_waldir()");
            monitoring.forbids("SELECT * FROM pg_authid");
        }
        try (Sql backup = target.login("postgres", "backup", text(passwords, SystemUser.BACKUP))) {
            backup.run("SELECT pg_create_restore_point('here')", "SELECT pg_switch_wal()");
            backup.run(
                    target.major() < 15
                            ? "SELECT pg_start_backup('b', true, false)"
                            : "SELECT pg_backup_start('b', true)");
            backup.run(target.major() < 15 ? "SELECT pg_stop_backup(false, false)" : "SELECT pg_backup_stop(false)");
            assertThat(backup.value("SHOW data_directory")).isNotEmpty();
            backup.forbids("CREATE ROLE intruder");
        }
        try (Sql rewind = target.login("postgres", "rewind", text(passwords, SystemUser.REWIND))) {
            rewind.run("SELECT pg_read_binary_file('PG_VERSION')", "SELECT pg_ls_dir('.', true, false)");
        }
        for (String database : List.of("postgres", "template1")) {
            assertThatThrownBy(() -> target.login(database, "nobody", "nobody").close())
                    .hasMessageContaining("permission denied for database");
        }
    }

    /// With the session that was opened with the old password, and again with the new one.
    private static void rotates(Target target, SystemPasswords old) throws SQLException {
        SystemPasswords changed = old.with(Map.of(
                SystemUser.OPERATOR,
                new Password("it's a \\ new one"),
                SystemUser.MONITORING,
                new Password("p\u00e4ss")));
        try (AdminSession session = session(target, old.of(SystemUser.OPERATOR));
                Sql monitoring = target.login("postgres", "monitoring", text(old, SystemUser.MONITORING))) {
            assertThat(session.settle(changed)).isTrue();
            assertThat(session.settle(changed)).isFalse();
            assertThat(monitoring.value("SELECT 1")).isEqualTo("1");
        }
        assertThatThrownBy(() -> session(target, old.of(SystemUser.OPERATOR)).close())
                .isInstanceOf(ServerException.class);
        try (AdminSession session = session(target, changed.of(SystemUser.OPERATOR))) {
            assertThat(session.settle(changed)).isFalse();
        }
        target.login("postgres", "monitoring", "p\u00e4ss").close();
        target.login("postgres", "backup", text(old, SystemUser.BACKUP)).close();
    }

    private static String text(SystemPasswords passwords, SystemUser user) {
        return passwords.of(user).text();
    }
}
