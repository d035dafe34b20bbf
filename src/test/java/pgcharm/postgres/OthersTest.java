package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Holder;
import pgcharm.access.Outcome;
import pgcharm.access.Password;
import pgcharm.access.Policy;
import pgcharm.access.Refusal;
import pgcharm.access.Refusal.Reason;
import pgcharm.access.Request;

/// A server that others use too: what is theirs is left alone, served beside, or refused with the reason.
@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class OthersTest {
    private static final String ANOTHERS_MARK = "{\"model\":\"4f2c9a77-0000-4000-8000-000000000001\","
            + "\"application\":\"postgresql\",\"kind\":\"%s\",\"database\":\"%s\"}";

    private final Target target;

    OthersTest(Target target) {
        this.target = target;
    }

    static Stream<Arguments> roles() {
        return Stream.of(
                /* { name of the role, its attributes, its comment, why a request that needs it is refused } */
                Arguments.of("charmed_%s_owner", "NOLOGIN", "", Reason.FOREIGN_DATABASE),
                Arguments.of(
                        "charmed_%s_owner", "LOGIN", ANOTHERS_MARK.formatted("group", "%s"), Reason.FOREIGN_DATABASE),
                Arguments.of("charmed_%s_owner", "CREATEDB", "{\"model\":", Reason.FOREIGN_DATABASE),
                Arguments.of("charmed_%s_admin", "NOLOGIN", "Owner of the billing", Reason.FOREIGN_DATABASE),
                Arguments.of("charmed_%s_dml", "CREATEROLE", "", Reason.FOREIGN_DATABASE),
                Arguments.of("charmed_%s_read", "NOLOGIN", "{\"kind\":\"group\"}", Reason.FOREIGN_DATABASE),
                Arguments.of("%s", "LOGIN CONNECTION LIMIT 3", "", Reason.USERNAME_TAKEN),
                Arguments.of("%s", "NOLOGIN", ANOTHERS_MARK.formatted("login", "%s"), Reason.USERNAME_TAKEN),
                Arguments.of("%s", "LOGIN", "[]", Reason.USERNAME_TAKEN));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aRoleOfTheirsIsNeverUsedOrChanged(String name, String attributes, String comment, Reason reason)
            throws SQLException {
        String wanted = Provider.newDatabase();
        String role = name.formatted(wanted);
        try (Sql root = target.root("postgres");
                Provider provider = new Provider(target)) {
            root.run("CREATE ROLE " + role + " " + attributes + " PASSWORD 'theirs' VALID UNTIL '2099-01-01'");
            root.run("ALTER ROLE " + role + " SET work_mem = '7MB'", "GRANT pg_monitor TO " + role);
            root.run("COMMENT ON ROLE " + role + " IS " + Quote.literal(comment.formatted(wanted)));
            List<String> before = everything(root, role);

            assertRefused(
                    provider,
                    new Request(Provider.newRelation(), wanted, Optional.of(wanted), List.of("charmed_read")),
                    reason);

            provider.serve(Provider.newDatabase());
            assertThat(everything(root, role)).isEqualTo(before).hasSize(1);
        }
    }

    private static List<String> everything(Sql root, String role) throws SQLException {
        return root.rows("SELECT a.*, shobj_description(oid, 'pg_authid'),"
                + " ARRAY(SELECT roleid::regrole FROM pg_auth_members WHERE member = a.oid),"
                + " ARRAY(SELECT member::regrole FROM pg_auth_members WHERE roleid = a.oid),"
                + " (SELECT setconfig FROM pg_db_role_setting WHERE setrole = a.oid)"
                + " FROM pg_authid a WHERE rolname = '" + role + "'");
    }

    static Stream<Arguments> databases() {
        return Stream.of(
                /* { what others did outside the database, and inside } */
                Arguments.of("ALTER DATABASE %s CONNECTION LIMIT 5", "DROP SCHEMA public"),
                Arguments.of("ALTER DATABASE %s IS_TEMPLATE true", "SELECT 1"),
                Arguments.of("ALTER DATABASE %s SET search_path = 'theirs'", "CREATE SCHEMA theirs CREATE TABLE t ()"),
                Arguments.of("GRANT ALL ON DATABASE %s TO PUBLIC", "GRANT ALL ON SCHEMA public TO PUBLIC"),
                Arguments.of("REVOKE ALL ON DATABASE %s FROM PUBLIC", "CREATE TABLE charmed (n int)"),
                Arguments.of(
                        "SELECT 1",
                        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;"
                                + " CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN RAISE EXCEPTION ''not here''; END';"
                                + " CREATE EVENT TRIGGER no ON ddl_command_end EXECUTE FUNCTION f()"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDatabaseOfTheirsIsRefusedAndStaysWhatItWas(String outside, String inside) throws SQLException {
        String theirs = Provider.newDatabase();
        try (Sql root = target.root("postgres");
                Provider provider = new Provider(target)) {
            root.run("CREATE ROLE " + theirs + "_boss", "CREATE DATABASE " + theirs + " OWNER " + theirs + "_boss");
            root.run(outside.formatted(theirs));
            try (Sql there = target.root(theirs)) {
                there.run(inside);
            }
            List<String> before = database(root, theirs);

            assertRefused(provider, Provider.request(theirs), Reason.FOREIGN_DATABASE);

            Login beside = provider.serve(Provider.newDatabase(), "createdb");
            try (Sql client = provider.connect(beside)) {
                client.run("CREATE TABLE t ()", "CREATE DATABASE " + beside.database() + "_more");
                client.forbids("DROP DATABASE " + theirs, "ALTER DATABASE " + theirs + " RESET ALL");
            }
            provider.remove(beside);
            assertThat(database(root, theirs)).isEqualTo(before).hasSize(1);
        }
    }

    private static List<String> database(Sql root, String name) throws SQLException {
        return root.rows("SELECT datdba::regrole, datallowconn, datistemplate, datconnlimit, datacl,"
                + " (SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = d.oid)"
                + " FROM pg_database d WHERE datname = '" + name + "'");
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                /* { event, since which version, what the refusal says } */
                Arguments.of("ddl_command_start", 14, "not here"),
                Arguments.of("ddl_command_end", 14, "not here"),
                Arguments.of("login", 17, "not here"));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void aDatabaseThatCannotBeHandedOverStaysWhatItWasAndStopsNobody(String event, int since, String words)
            throws SQLException {
        if (target.major() < since || !target.superuser()) {
            return;
        }
        String theirs = Provider.newDatabase();
        try (Sql root = target.root("postgres")) {
            root.run("CREATE DATABASE " + theirs);
            try (Sql there = target.root(theirs)) {
                there.run("CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''not here''; END'");
                there.run("CREATE EVENT TRIGGER no ON " + event + " EXECUTE FUNCTION f()");
                if (event.equals("login")) {
                    there.run("ALTER EVENT TRIGGER no ENABLE ALWAYS");
                }
            }
            List<String> before = database(root, theirs);
            Policy handedOver = new Policy(false, Set.of(), Set.of(theirs), Set.of(), true);
            try (Provider provider = new Provider(target, handedOver)) {
                Request request = Provider.request(theirs);
                Outcome.Planned planned = provider.planned(request, false);

                assertThat(failure(() -> provider.session().apply(planned.plan(), Password.random(new SecureRandom()))))
                        .hasMessageContaining(words)
                        .extracting(ServerException::kind)
                        .isEqualTo(ServerException.Kind.REFUSED);

                provider.serve(Provider.newDatabase());
            }
            assertThat(database(root, theirs)).isEqualTo(before).hasSize(1);
        }
    }

    private static ServerException failure(Runnable work) {
        try {
            work.run();
        } catch (ServerException e) {
            return e;
        }
        throw new AssertionError("nothing failed");
    }

    @Test
    void twoModelsWithTheSameRelationDoNotMeet() throws SQLException {
        Holder.Relation relation = Provider.newRelation();
        Provider ours = new Provider(target);
        Login first = ours.serve(new Request(relation, Provider.newDatabase(), Optional.empty(), List.of()));
        ours.close();
        try (Provider theirs = new Provider(target)) {
            assertRefused(
                    theirs,
                    new Request(relation, first.database(), Optional.empty(), List.of()),
                    Reason.FOREIGN_DATABASE);
            Request custom =
                    new Request(relation, Provider.newDatabase(), Optional.of("n" + first.database()), List.of());
            theirs.remove(theirs.serve(custom));
            assertThat(theirs.session().catalog(theirs.realm(), new Scope.All()).logins(theirs.realm()))
                    .isEmpty();
        }
        try (Sql client = ours.connect(first)) {
            client.run("CREATE TABLE t ()");
        }
    }

    private static void assertRefused(Provider provider, Request request, Reason reason) {
        assertThat(provider.plan(request, false)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            Refusal refusal = refused.refusal();
            assertThat(refusal.reason()).as(refusal.toString()).isEqualTo(reason);
            assertThat(refusal.resolution()).isNotBlank();
        });
    }
}
