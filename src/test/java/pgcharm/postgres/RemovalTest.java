package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class RemovalTest {
    private final Target target;
    private final Provider provider;

    RemovalTest(Target target) {
        this.target = target;
        this.provider = new Provider(target);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private void assertGone(Login login) {
        assertThat(provider.role(login)).isEmpty();
        assertThatThrownBy(() -> provider.connect(login))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void endsSessionsAndRefusesTheLogin() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        try (Sql one = provider.connect(login);
                Sql other = provider.connect(login)) {
            one.run("BEGIN", "CREATE TABLE unfinished (n int)");
            provider.remove(login);
            for (Sql session : List.of(one, other)) {
                assertThatThrownBy(() -> session.run("SELECT 1")).isInstanceOf(SQLException.class);
            }
        }
        assertGone(login);
    }

    @Test
    void leavesTheDataToTheNextLogin() throws SQLException {
        Login first = provider.serve(Provider.newDatabase());
        try (Sql client = provider.connect(first)) {
            client.run("CREATE TABLE kept (n)  AS SELECT 7");
        }
        provider.remove(first);
        Login second = provider.serve(first.database());
        assertThat(second.name()).isNotEqualTo(first.name());
        try (Sql client = provider.connect(second)) {
            client.run("ALTER TABLE kept ADD COLUMN m int");
            assertThat(client.value("SELECT n, m FROM kept")).isEqualTo("7|null");
        }
    }

    @Test
    void leavesOtherLoginsOfTheDatabaseAlone() throws SQLException {
        Login going = provider.serve(Provider.newDatabase());
        Login staying = provider.serve(going.database());
        try (Sql client = provider.connect(staying)) {
            provider.remove(going);
            client.run("CREATE TABLE t (n int)");
        }
        assertThat(provider.planned(staying.request(), true).plan()).hasToString("");
    }

    @Test
    void handsOnWhatTheLoginItselfOwns() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        try (Sql client = provider.connect(login)) {
            client.run(
                    "CREATE SCHEMA room",
                    "GRANT ALL ON SCHEMA room TO " + login.name(),
                    "SET ROLE NONE",
                    "CREATE TABLE room.own (n) AS SELECT 7",
                    "CREATE FUNCTION room.f() RETURNS int LANGUAGE sql AS 'SELECT 5'",
                    "SELECT lo_create(4711)");
        }
        provider.remove(login);
        assertGone(login);
        try (Sql client = provider.connect(provider.serve(login.database()))) {
            client.run("ALTER TABLE room.own ADD COLUMN m int");
            assertThat(client.value("SELECT n, room.f() FROM room.own")).isEqualTo("7|5");
            assertThat(client.value("SELECT pg_get_userbyid(lomowner) FROM pg_largeobject_metadata"))
                    .isEqualTo("charmed_" + login.database() + "_owner");
        }
    }

    @Test
    void isNotHeldBackByGrantsAndPoliciesThatNameTheLogin() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        Login neighbour = provider.serve(Provider.newDatabase());
        String name = login.name();
        for (Login owner : List.of(login, neighbour)) {
            try (Sql client = provider.connect(owner)) {
                client.run(
                        "CREATE TABLE guarded (n int)",
                        "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY named ON guarded TO " + name + " USING (n > 0)",
                        "GRANT SELECT ON guarded TO " + name,
                        "GRANT UPDATE (n) ON guarded TO " + name,
                        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + name);
            }
        }
        try (Sql root = target.root("postgres")) {
            root.run(
                    "GRANT CONNECT ON DATABASE " + neighbour.database() + " TO " + name,
                    "ALTER ROLE " + name + " SET work_mem = '5MB'",
                    "ALTER ROLE " + name + " IN DATABASE " + neighbour.database() + " SET work_mem = '5MB'");
        }
        try (Sql visitor = provider.connect(login, neighbour.database())) {
            assertThat(visitor.rows("SELECT n FROM guarded")).isEmpty();
        }
        provider.remove(login);
        assertGone(login);
        assertThat(provider.planned(neighbour.request(), true).plan()).hasToString("");
    }

    @Test
    void reachesIntoDatabasesThatTheLoginMade() throws SQLException {
        Login login = provider.serve(Provider.newDatabase(), "createdb");
        String made = Provider.newDatabase();
        try (Sql client = provider.connect(login)) {
            client.run("CREATE DATABASE " + made);
        }
        try (Sql client = provider.connect(login, made)) {
            client.run("CREATE SCHEMA s", "GRANT ALL ON SCHEMA s TO " + login.name(), "SET ROLE NONE");
            client.run("CREATE TABLE s.own (n int)");
        }
        provider.remove(login);
        assertGone(login);
        try (Sql root = target.root(made)) {
            assertThat(root.value("SELECT tableowner FROM pg_tables WHERE tablename = 'own'"))
                    .isEqualTo("charmed_" + login.database() + "_owner");
        }
    }

    @Test
    void aLoginHeldBackByADatabaseOutOfReachCannotLogIn() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        String closed = Provider.newDatabase();
        try (Sql root = target.root("postgres")) {
            root.run("CREATE DATABASE " + closed);
        }
        try (Sql root = target.root(closed)) {
            root.run("CREATE TABLE t (n int)", "GRANT SELECT ON t TO " + login.name());
        }
        try (Sql root = target.root("postgres")) {
            root.run("ALTER DATABASE " + closed + " ALLOW_CONNECTIONS false");
        }
        assertThatThrownBy(() -> provider.remove(login))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.REFUSED))
                .hasMessageContaining(closed);
        assertThatThrownBy(() -> provider.connect(login)).hasMessageContaining("is not permitted to log in");
        try (Sql root = target.root("postgres")) {
            root.run("ALTER DATABASE " + closed + " ALLOW_CONNECTIONS true", "DROP DATABASE " + closed);
        }
        provider.remove(login);
        assertGone(login);
    }

    @Test
    void isRepeatable() {
        Login login = provider.serve(Provider.newDatabase());
        provider.session().apply(provider.removal(login));
        assertThat(provider.removal(login).isEmpty()).isTrue();
    }
}
