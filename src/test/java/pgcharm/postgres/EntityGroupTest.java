package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Entity;

@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class EntityGroupTest {
    private final Target target;
    private final Provider provider;
    private final String database = Provider.newDatabase();

    EntityGroupTest(Target target) {
        this.target = target;
        this.provider = new Provider(target);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Login group(List<String> roles, String... permissions) {
        return provider.serve(Provider.entity(Provider.newRelation(), database, Entity.Type.GROUP, roles, permissions));
    }

    @Test
    void aGroupGivesItsMembersWhatItHasAndGoesWithItsPrivileges() throws SQLException {
        try (Sql owner = provider.connect(provider.serve(database));
                Sql root = target.root("postgres")) {
            owner.run("CREATE TABLE accounts (n int)");
            Login group = group(List.of(), "SELECT table accounts");
            String member = "member_of_" + group.name();
            root.run("CREATE ROLE " + member + " LOGIN PASSWORD 'm'", "GRANT " + group.name() + " TO " + member);
            try (Sql client = target.login(database, member, "m")) {
                client.run("TABLE accounts");
                client.forbids("INSERT INTO accounts VALUES (1)");
                assertThat(root.value("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + group.name() + "'"))
                        .isEqualTo("f");
                provider.remove(group);
                assertThat(provider.role(group)).isEmpty();
                client.forbids("TABLE accounts");
                owner.run("TABLE accounts");
            } finally {
                root.run("DROP ROLE " + member);
            }
        }
    }

    @Test
    void membersOfAGroupMayActAsTheOwnerWhereTheGroupMay() throws SQLException {
        Login admins = group(List.of("admin"));
        String member = "member_of_" + admins.name();
        try (Sql root = target.root("postgres")) {
            root.run("CREATE ROLE " + member + " LOGIN PASSWORD 'm'", "GRANT " + admins.name() + " TO " + member);
            try (Sql client = target.login(database, member, "m")) {
                client.run("SET ROLE charmed_" + database + "_owner", "CREATE TABLE t (n int)", "RESET ROLE");
                client.run("INSERT INTO t VALUES (1)");
                client.forbids("DROP TABLE t");
            } finally {
                root.run("DROP ROLE " + member);
            }
        }
    }
}
