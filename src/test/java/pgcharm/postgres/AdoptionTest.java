package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Outcome;
import pgcharm.access.Policy;

@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class AdoptionTest {
    private static final String[] OLD_OBJECTS = {
        "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial, n int)",
        "INSERT INTO t (n) VALUES (7)",
        "CREATE SCHEMA \"Old \"\" Room\"",
        "SET search_path = \"Old \"\" Room\"",
        "CREATE TABLE \"T' \\ %s\" (n int) PARTITION BY RANGE (n)",
        "CREATE TABLE part PARTITION OF \"T' \\ %s\" FOR VALUES FROM (0) TO (9)",
        "CREATE SEQUENCE alone",
        "CREATE VIEW v AS SELECT 1 AS n",
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS n",
        "CREATE TYPE mood AS ENUM ('good')",
        "CREATE TYPE pair AS (a int, b int)",
        "CREATE TYPE span AS RANGE (subtype = int)",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE FUNCTION f(a int, VARIADIC b text[]) RETURNS int LANGUAGE sql AS 'SELECT 5'",
        "CREATE PROCEDURE p(INOUT a int, OUT b int) LANGUAGE plpgsql AS 'BEGIN b := a; END'",
        "CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2'",
        "CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int)",
        "CREATE COLLATION plain FROM \"C\"",
        "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = add)",
        "CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
        "CREATE TEXT SEARCH DICTIONARY dictionary (TEMPLATE = pg_catalog.simple)",
        "CREATE TEXT SEARCH CONFIGURATION words (COPY = pg_catalog.simple)",
        "CREATE STATISTICS both_columns ON n, s FROM public.t",
        "SELECT lo_create(4711)"
    };

    private static final String[] ALTERATIONS = {
        "ALTER TABLE t ADD COLUMN m int",
        "ALTER SEQUENCE t_s_seq RESTART 5",
        "INSERT INTO t (n) VALUES (8)",
        "SET search_path = \"Old \"\" Room\"",
        "ALTER TABLE \"T' \\ %s\" ADD COLUMN m int",
        "INSERT INTO part VALUES (1)",
        "ALTER SEQUENCE alone RESTART 5",
        "CREATE OR REPLACE VIEW v AS SELECT 2 AS n",
        "REFRESH MATERIALIZED VIEW m",
        "ALTER TYPE mood ADD VALUE 'bad'",
        "ALTER TYPE pair ADD ATTRIBUTE c int",
        "ALTER TYPE span RENAME TO width",
        "ALTER DOMAIN positive SET NOT NULL",
        "ALTER FUNCTION f RENAME TO g",
        "DROP PROCEDURE p",
        "DROP AGGREGATE total(int)",
        "ALTER COLLATION plain RENAME TO simple",
        "DROP OPERATOR === (int, int)",
        "DROP CONVERSION latin",
        "DROP TEXT SEARCH CONFIGURATION words",
        "DROP TEXT SEARCH DICTIONARY dictionary",
        "DROP STATISTICS both_columns",
        "SELECT lo_unlink(4711)",
        "DROP SCHEMA \"Old \"\" Room\" CASCADE"
    };

    private final Target target;

    AdoptionTest(Target target) {
        this.target = target;
    }

    private static Policy handedOver(String database) {
        return new Policy(false, Set.of(), Set.of(database), Set.of(), true);
    }

    /// @param owner of the database and all that is in it
    private String oldDatabase(String owner) throws SQLException {
        String database = Provider.newDatabase();
        try (Sql root = target.root("postgres")) {
            root.run("CREATE DATABASE " + database + " OWNER \"" + owner + "\"");
        }
        return database;
    }

    private String oldOwner() throws SQLException {
        String owner = Provider.newDatabase() + "_old_owner";
        try (Sql root = target.root("postgres")) {
            root.run("CREATE ROLE " + owner + " LOGIN PASSWORD 'old'");
        }
        return owner;
    }

    private void fill(String database, String owner) throws SQLException {
        try (Sql root = target.root(database)) {
            root.run("CREATE EXTENSION pg_trgm", "CREATE EXTENSION hstore SCHEMA public");
            root.run("ALTER SCHEMA public OWNER TO \"" + owner + "\"", "SET SESSION AUTHORIZATION \"" + owner + "\"");
            root.run(OLD_OBJECTS);
        }
    }

    @Test
    void aDatabaseThatNobodyHandedOverIsRefused() throws SQLException {
        String database = oldDatabase("postgres");
        try (Provider provider = new Provider(target)) {
            assertThat(provider.plan(Provider.request(database), false)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void oldObjectsOfAnotherOwnerCanBeUsedAndAltered() throws SQLException {
        if (!target.superuser()) {
            return;
        }
        String owner = oldOwner();
        String database = oldDatabase(owner);
        fill(database, owner);
        try (Provider provider = new Provider(target, handedOver(database))) {
            Login reader = provider.serve(database, "charmed_read");
            try (Sql client = provider.connect(reader)) {
                assertThat(client.value("SELECT n FROM t")).isEqualTo("7");
                assertThat(client.rows("SELECT n FROM \"Old \"\" Room\".\"T' \\ %s\""))
                        .isEmpty();
            }
            try (Sql client = provider.connect(provider.serve(database))) {
                assertThat(client.rows("""
                        SELECT extname, extowner::regrole FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1
                        """)).containsExactly("hstore|postgres", "pg_trgm|postgres");
                assertThat(client.value("SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'show_trgm'"))
                        .isEqualTo("postgres");
                client.run(ALTERATIONS);
                client.run("DROP TABLE public.t");
            }
            assertThatThrownBy(() -> target.login(database, owner, "old"))
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void objectsOfTheSuperuserAndADroppedSchemaPublicAreNoObstacle() throws SQLException {
        if (!target.superuser()) {
            return;
        }
        String database = oldDatabase("postgres");
        try (Sql root = target.root(database)) {
            root.run("DROP SCHEMA public", "CREATE SCHEMA own", "CREATE TABLE own.t (n int)");
            root.run(
                    "CREATE VIEW own.v AS SELECT * FROM own.t", "GRANT CONNECT ON DATABASE " + database + " TO PUBLIC");
        }
        try (Provider provider = new Provider(target, handedOver(database))) {
            Login login = provider.serve(database);
            try (Sql client = provider.connect(login)) {
                client.run("INSERT INTO own.t VALUES (1)", "DROP TABLE own.t CASCADE", "CREATE SCHEMA public");
            }
            Login neighbour = provider.serve(Provider.newDatabase());
            assertThatThrownBy(() -> provider.connect(neighbour, database))
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void anOwnDatabaseOfALimitedAdministratorCanBeHandedOver() throws SQLException {
        String database = oldDatabase(target.admin());
        try (Sql owner =
                target.login(database, target.admin(), target.password().text())) {
            owner.run("CREATE SCHEMA own", "CREATE TABLE own.t (id serial)");
        }
        try (Provider provider = new Provider(target, handedOver(database));
                Sql client = provider.connect(provider.serve(database))) {
            client.run("ALTER TABLE own.t ADD COLUMN m int", "CREATE TABLE own.more (n int)");
        }
    }

    @Test
    void withoutTheRightToTakeItOverTheDatabaseStaysWhatItWas() throws SQLException {
        if (target.superuser()) {
            return;
        }
        String owner = oldOwner();
        String database = oldDatabase(owner);
        fill(database, owner);
        try (Provider provider = new Provider(target, handedOver(database))) {
            assertThatThrownBy(() -> provider.serve(database))
                    .isInstanceOfSatisfying(
                            ServerException.class,
                            e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.LACKS_PRIVILEGE));
            provider.serve(Provider.newDatabase());
        }
        try (Sql old = target.login(database, owner, "old");
                Provider provider = new Provider(target)) {
            old.run("ALTER TABLE t ADD COLUMN m int");
            assertThat(provider.plan(Provider.request(database), false)).isInstanceOf(Outcome.Refused.class);
        }
    }
}
