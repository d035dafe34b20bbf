package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Policy;
import pgcharm.access.Request;

/// Roles that reach beyond the client's own database, which only the operator can allow.
@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class ServerRolesTest {
    private static final Policy SERVER_WIDE = new Policy(true, Set.of(), Set.of(), Set.of(), true);

    private final Target target;
    private final Provider provider;

    ServerRolesTest(Target target) {
        this.target = target;
        this.provider = new Provider(target, SERVER_WIDE);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    /// A database with one row, made before the role that is to reach it.
    private Login neighbour() throws SQLException {
        Login neighbour = provider.serve(Provider.newDatabase());
        try (Sql client = provider.connect(neighbour)) {
            client.run("CREATE SCHEMA s", "CREATE TABLE s.t (n) AS SELECT 7");
        }
        return neighbour;
    }

    /// From 16 on an administrator can pass on `pg_read_all_data` and the like only if it was given them for that.
    private boolean mayPassOnPredefinedRoles() {
        return target.superuser() || target.major() < 16;
    }

    @Test
    void readAndDmlReachEveryDatabaseOfOurs() throws SQLException {
        Login neighbour = neighbour();
        if (!mayPassOnPredefinedRoles()) {
            assertThatThrownBy(() -> provider.serve(Provider.newDatabase(), "charmed_dml"))
                    .isInstanceOfSatisfying(
                            ServerException.class,
                            e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.LACKS_PRIVILEGE));
            provider.serve(Provider.newDatabase());
            return;
        }
        Login reader = provider.serve(Provider.newDatabase(), "charmed_read");
        Login writer = provider.serve(reader.database(), "charmed_dml");
        provider.serve(neighbour.request(), neighbour.password());
        try (Sql reading = provider.connect(reader, neighbour.database());
                Sql writing = provider.connect(writer, neighbour.database())) {
            assertThat(reading.value("SELECT n FROM s.t")).isEqualTo("7");
            reading.forbids("INSERT INTO s.t VALUES (8)", "SET ROLE charmed_" + neighbour.database() + "_owner");
            writing.run("UPDATE s.t SET n = 8");
            writing.forbids("CREATE TABLE s.mine (n int)", "DROP TABLE s.t");
        }
        provider.remove(reader);
        provider.remove(writer);
    }

    @Test
    void createdbMakesDatabasesLikeTheCharmItself() throws SQLException {
        Login login = provider.serve(Provider.newDatabase(), "createdb");
        String made = Provider.newDatabase();
        String owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '" + made + "'";
        try (Sql root = target.root("postgres")) {
            root.run("GRANT CONNECT ON DATABASE postgres TO PUBLIC");
            try (Sql client = provider.connect(login, "postgres")) {
                client.run("CREATE DATABASE " + made);
            }
            assertThat(root.value(owner)).isEqualTo("charmed_databases_owner");
        }
        try (Sql client = provider.connect(login)) {
            client.run("CREATE TABLE t (n int)");
            assertThat(client.value("SELECT current_user")).isEqualTo("charmed_" + login.database() + "_owner");
        }
        provider.remove(login);
        try (Sql root = target.root("postgres")) {
            assertThat(root.value("SELECT rolcreatedb FROM pg_roles WHERE rolname = 'charmed_databases_owner'"))
                    .isEqualTo("f");
        }
    }

    @Test
    void anAdministratorActsAsEveryOwnerOfOursThoseToComeIncluded() throws SQLException {
        Login before = neighbour();
        provider.configure(Provider.OPEN);
        Request request = new Request(
                Provider.newRelation(),
                Provider.newDatabase(),
                Optional.empty(),
                List.of(),
                true,
                List.of(),
                Optional.empty());
        if (!mayPassOnPredefinedRoles()) {
            assertThatThrownBy(() -> provider.serve(request)).isInstanceOf(ServerException.class);
            return;
        }
        Login administrator = provider.serve(request);
        Login after = neighbour();
        for (Login owner : List.of(before, after)) {
            try (Sql client = provider.connect(administrator, owner.database())) {
                client.run("SET ROLE charmed_" + owner.database() + "_owner", "ALTER TABLE s.t ADD COLUMN m int");
            }
            try (Sql client = provider.connect(owner)) {
                assertThat(client.value("SELECT n, m FROM s.t")).isEqualTo("7|null");
            }
        }
        provider.remove(administrator);
    }
}
