package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class PlainLoginTest {
    private final Target target;
    private final Provider provider;

    PlainLoginTest(Target target) {
        this.target = target;
        this.provider = new Provider(target);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void actsAsTheOwnerWhateverIsReset() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        String expected = login.name() + "|charmed_" + login.database() + "_owner|" + login.database();
        try (Sql client = provider.connect(login)) {
            for (String reset : new String[] {"SELECT 1", "RESET ALL", "RESET ROLE", "DISCARD ALL"}) {
                client.run(reset);
                assertThat(client.value("SELECT session_user, current_user, current_database()"))
                        .as("after %s", reset)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void makesObjectsThatBelongToTheOwnerRole() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        String owner = "charmed_" + login.database() + "_owner";
        try (Sql client = provider.connect(login)) {
            client.run(
                    "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
                    "CREATE SCHEMA s",
                    "CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE TYPE s.mood AS ENUM ('good')",
                    "CREATE TEMPORARY TABLE passing (n int)",
                    "SELECT lo_create(4711)");
            assertThat(client.rows("""
                            SELECT DISTINCT pg_get_userbyid(owner) FROM (
                              SELECT relowner AS owner FROM pg_class WHERE relname IN ('t', 't_id_seq', 't_pkey')
                              UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname = 's'
                              UNION ALL SELECT proowner FROM pg_proc WHERE proname = 'f'
                              UNION ALL SELECT typowner FROM pg_type WHERE typname = 'mood'
                              UNION ALL SELECT lomowner FROM pg_largeobject_metadata) AS objects
                            """)).containsExactly(owner);
        }
    }

    @Test
    void altersAndDropsWhatAnotherLoginOfTheDatabaseMade() throws SQLException {
        String database = Provider.newDatabase();
        Login first = provider.serve(database);
        Login second = provider.serve(database);
        try (Sql one = provider.connect(first);
                Sql other = provider.connect(second)) {
            one.run("CREATE TABLE shared (n int)", "INSERT INTO shared VALUES (7)");
            other.run("ALTER TABLE shared ADD COLUMN m int", "UPDATE shared SET m = n");
            assertThat(one.value("SELECT n, m FROM shared")).isEqualTo("7|7");
            other.run("DROP TABLE shared");
        }
    }

    @Test
    void ownsSchemaPublicWhereTheAdministratorMayGiveItAway() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        String owner = "charmed_" + login.database() + "_owner";
        boolean mayBeGiven = target.superuser() || target.major() > 14;
        try (Sql client = provider.connect(login)) {
            assertThat(client.value("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public'"))
                    .isEqualTo(mayBeGiven ? owner : "postgres");
            assertThat(client.value("SELECT has_schema_privilege('pg_monitor', 'public', 'CREATE')"))
                    .isEqualTo(mayBeGiven ? "f" : "t");
        }
    }

    @Test
    void isShutOutOfTheDatabasesOfNeighbours() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        Login neighbour = provider.serve(Provider.newDatabase());
        for (Login stranger : new Login[] {provider.serve(Provider.newDatabase(), "charmed_dml"), neighbour}) {
            assertThatThrownBy(() -> provider.connect(stranger, login.database()))
                    .hasMessageContaining("permission denied for database \"" + login.database() + "\"");
        }
        try (Sql root = target.root("postgres")) {
            assertThat(root.value("SELECT datacl::text ~ '[{,]=' FROM pg_database WHERE datname = '" + login.database()
                            + "'"))
                    .isEqualTo("f");
        }
    }

    @Test
    void cannotTouchRolesOrDatabases() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        Login neighbour = provider.serve(Provider.newDatabase());
        try (Sql client = provider.connect(login)) {
            for (String become : new String[] {"SET ROLE NONE", "RESET ROLE"}) {
                client.run(become);
                client.forbids(
                        "CREATE DATABASE never_made",
                        "CREATE ROLE more",
                        "DROP DATABASE " + neighbour.database(),
                        "ALTER ROLE " + neighbour.name() + " NOLOGIN",
                        "GRANT relation_access TO CURRENT_USER",
                        "SET ROLE charmed_databases_owner",
                        "SET ROLE charmed_" + neighbour.database() + "_owner");
            }
        }
    }

    @Test
    void hasAVerifierOnTheServerAndNoPassword() throws SQLException {
        Login login = provider.serve(Provider.newDatabase());
        try (Sql root = target.root("postgres")) {
            assertThat(root.value("SELECT rolpassword FROM pg_authid WHERE rolname = '" + login.name() + "'"))
                    .matches("SCRAM-SHA-256\\$4096:[^$]+\\$[^:]+:.+");
        }
        assertThat(target.log())
                .contains(login.name())
                .doesNotContain(login.password().text());
    }

    @Test
    void changesNoRoleThatIsNotItsOwn() throws SQLException {
        try (Sql root = target.root("postgres")) {
            root.run("CREATE ROLE bystander" + target.major() + target.superuser() + " LOGIN");
            String everybodyElse = """
                    SELECT a.*, ARRAY(SELECT roleid::regrole FROM pg_auth_members WHERE member = a.oid),
                           ARRAY(SELECT setconfig FROM pg_db_role_setting WHERE setrole = a.oid)
                    FROM pg_authid a
                    WHERE NOT EXISTS (SELECT FROM pg_shdescription WHERE objoid = a.oid AND description LIKE '{"model"%')
                      AND rolname <> 'limited admin' ORDER BY rolname
                    """;
            String before = String.join("\n", root.rows(everybodyElse));
            provider.remove(provider.serve(Provider.newDatabase(), "createdb"));
            assertThat(String.join("\n", root.rows(everybodyElse))).isEqualTo(before);
        }
    }
}
