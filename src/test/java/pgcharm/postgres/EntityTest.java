package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Entity;
import pgcharm.access.Holder;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Request;

@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class EntityTest {
    private final Target target;
    private final Provider provider;
    private final String database = Provider.newDatabase();

    EntityTest(Target target) {
        this.target = target;
        this.provider = new Provider(target);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Request entity(Holder holder, String... permissions) {
        return Provider.entity(holder, database, Entity.Type.USER, List.of(), permissions);
    }

    private Login user(String... permissions) {
        return provider.serve(entity(Provider.newRelation(), permissions));
    }

    private Login change(Login login, String... permissions) {
        return provider.follow(login, entity(login.request().holder(), permissions));
    }

    private List<String> pending(Login login) {
        return provider.planned(login.request(), true).remarks().stream()
                .flatMap(remark -> Stream.of(remark.replaceFirst("^.*: ", "").split(", ")))
                .toList();
    }

    private Sql owner(String... definitions) throws SQLException {
        Sql owner = provider.connect(provider.serve(database));
        owner.run(definitions);
        return owner;
    }

    @Test
    void hasWhatIsListedAndNoMore() throws SQLException {
        try (Sql _ = owner(
                        "CREATE TABLE accounts (id serial, n int)",
                        "CREATE TABLE hidden (n int)",
                        "CREATE SCHEMA sales",
                        "CREATE TABLE sales.orders (n int)",
                        "CREATE VIEW sales.totals AS SELECT sum(n) FROM sales.orders",
                        "CREATE SEQUENCE sales.ids");
                Sql client = provider.connect(user(
                        "SELECT,insert table accounts",
                        "UPDATE sequence accounts_id_seq",
                        "SELECT table sales.totals",
                        "USAGE sequence sales.ids"))) {
            client.run("INSERT INTO accounts (n) VALUES (1)", "SELECT nextval('sales.ids')", "TABLE sales.totals");
            client.forbids(
                    "DELETE FROM accounts",
                    "UPDATE accounts SET n = 2",
                    "TRUNCATE accounts",
                    "TABLE sales.orders",
                    "TABLE hidden",
                    "SELECT last_value FROM sales.ids",
                    "CREATE TABLE sales.t (n int)",
                    "CREATE TEMPORARY TABLE t (n int)",
                    "CREATE SCHEMA s",
                    "CREATE TRIGGER t BEFORE INSERT ON accounts FOR EACH STATEMENT"
                            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                    "SET ROLE charmed_" + database + "_owner",
                    "CREATE DATABASE d");
        }
    }

    @Test
    void makesObjectsWhereItMayAndTheyStayWhenItGoes() throws SQLException {
        try (Sql owner = owner("CREATE SCHEMA sales")) {
            Login login = user("USAGE,CREATE schema sales", "TEMP,CREATE database " + database);
            try (Sql client = provider.connect(login)) {
                client.run(
                        "CREATE TABLE sales.t (n int)",
                        "CREATE TEMPORARY TABLE t (n int)",
                        "CREATE SCHEMA own",
                        "CREATE TABLE own.t (n int)");
                owner.forbids("TABLE own.t");
            }
            assertThat(provider.planned(login.request(), true).plan())
                    .as("its own objects are no privileges")
                    .hasToString("");
            provider.remove(login);
            assertThat(provider.role(login)).isEmpty();
            owner.run("TABLE sales.t", "DROP SCHEMA own CASCADE");
        }
    }

    @Test
    void aChangedListIsFollowedInOpenSessions() throws SQLException {
        try (Sql _ =
                owner("CREATE TABLE accounts (n int)", "CREATE SCHEMA sales", "CREATE TABLE sales.orders (n int)")) {
            Login login = user("SELECT,DELETE table accounts", "SELECT table sales.orders");
            try (Sql client = provider.connect(login)) {
                client.run("DELETE FROM accounts", "TABLE sales.orders");
                change(login, "SELECT,INSERT table accounts");
                client.run("INSERT INTO accounts VALUES (1)", "TABLE accounts");
                client.forbids("DELETE FROM accounts", "TABLE sales.orders");
                change(login);
                client.forbids("TABLE accounts");
            }
        }
    }

    @Test
    void aTableGetsItsPrivilegesWhenItIsThere() throws SQLException {
        Login login =
                user("SELECT table accounts", "USAGE sequence \"Sales.2\".\"my \"\"ids\"", "SELECT table later.t");
        assertThat(pending(login))
                .containsExactly(
                        "schema Sales.2",
                        "schema later",
                        "table later.t",
                        "table public.accounts",
                        "sequence Sales.2.my \"ids");
        try (Sql owner = owner(
                "CREATE TABLE accounts (n int)",
                "CREATE SCHEMA \"Sales.2\"",
                "CREATE SEQUENCE \"Sales.2\".\"my \"\"ids\"")) {
            change(login, "SELECT table accounts", "USAGE sequence \"Sales.2\".\"my \"\"ids\"");
            try (Sql client = provider.connect(login)) {
                client.run("TABLE accounts", "SELECT nextval('\"Sales.2\".\"my \"\"ids\"')");
                owner.run("DROP TABLE accounts", "CREATE TABLE accounts (n int)");
                client.forbids("TABLE accounts");
                change(login, "SELECT table accounts");
                client.run("TABLE accounts");
                assertThat(pending(change(login, "SELECT table accounts"))).isEmpty();
            }
        }
    }

    @Test
    void whatTheOwnerGrantedByHandIsTakenBack() throws SQLException {
        try (Sql owner = owner("CREATE TABLE accounts (n int)")) {
            Login login = user();
            owner.run(
                    "GRANT ALL ON accounts TO " + login.name(),
                    "GRANT ALL ON SCHEMA public TO " + login.name() + " WITH GRANT OPTION");
            change(login);
            try (Sql client = provider.connect(login)) {
                client.forbids("TABLE accounts");
            }
        }
    }

    @Test
    void whatBelongsToOthersIsNotOursToGrant() throws SQLException {
        try (Sql _ = owner();
                Sql root = target.root(database)) {
            root.run("CREATE SCHEMA dba", "CREATE TABLE dba.secrets (n int)");
            Login login = user("SELECT table dba.secrets", "CREATE schema dba");
            assertThat(pending(login)).containsExactly("schema dba", "table dba.secrets");
            try (Sql client = provider.connect(login)) {
                client.forbids("TABLE dba.secrets");
            }
            root.run("GRANT USAGE ON SCHEMA dba TO " + login.name(), "GRANT SELECT ON dba.secrets TO " + login.name());
            assertThat(provider.planned(login.request(), true).plan())
                    .as("what others granted on their own is not ours to take")
                    .hasToString("");
        }
    }

    @Test
    void awkwardNamesAreData() throws SQLException {
        String awkward = "a'b\\c{}%$$ ü";
        try (Sql _ = owner(
                        "CREATE SCHEMA \"" + awkward + "\"",
                        "CREATE TABLE \"" + awkward + "\".\"x;--\" (n int)",
                        "CREATE TABLE \"Accounts\" (n int)");
                Sql client = provider.connect(user("SELECT table " + awkward + ".x;--", "SELECT table Accounts"))) {
            client.run("TABLE \"" + awkward + "\".\"x;--\"", "TABLE \"Accounts\"");
        }
    }

    /// Every step is carried out by a hook of its own, which dies after it.
    @Test
    void convergesWhateverStepWasTheLast() throws SQLException {
        try (Sql _ =
                owner("CREATE TABLE accounts (n int)", "CREATE SCHEMA sales", "CREATE TABLE sales.orders (n int)")) {
            Holder holder = Provider.newRelation();
            String[][] lists = {
                {"SELECT table accounts", "TEMPORARY database " + database},
                {"INSERT,SELECT table sales.orders", "SELECT table not_there"},
                {}
            };
            Password password = new Password("published");
            for (String[] list : lists) {
                Request request = entity(holder, list);
                Plan plan = provider.planned(request, true).plan();
                for (int hooks = 0; !plan.isEmpty(); hooks++) {
                    provider.session().apply(new Plan(plan.steps().subList(0, 1)), password);
                    plan = provider.planned(request, true).plan();
                    assertThat(hooks).as("hooks until\n%s", plan).isLessThan(20);
                }
            }
            Login login = new Login(
                    entity(holder), provider.planned(entity(holder), true).login(), password);
            try (Sql client = provider.connect(login)) {
                client.forbids("TABLE accounts", "TABLE sales.orders", "CREATE TEMPORARY TABLE t (n int)");
            }
        }
    }
}
