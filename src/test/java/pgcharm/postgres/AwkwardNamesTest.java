package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Holder;
import pgcharm.access.Password;
import pgcharm.access.Request;

/// Names and passwords are data: none may end a string, open a comment or reach past the 63 bytes of an identifier.
@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class AwkwardNamesTest {
    private final Target target;

    AwkwardNamesTest(Target target) {
        this.target = target;
    }

    static Stream<Arguments> names() {
        return Stream.of(
                /* { database, login, password } */
                Arguments.of("quotes ' '' \" \"\" `", "o'brien \"x\"", "' OR ''='"),
                Arguments.of("back\\slash \\' {brace} %s %1$s", "\\'; DROP ROLE x; --", "\\ %s {d '1'} \\'"),
                Arguments.of("a@b:c/d#e?f&g=h+i", "u@v:w/x#y?z", "p@q:r/s#t?u&v=w+x"),
                Arguments.of("$$ $tag$ ; -- /* x */", "$1 $$ ?", "$$;$1"),
                Arguments.of("line\nbreak\ttab\r", "line\nbreak\ttab", "line\nbreak\ttab"),
                Arguments.of(" spaces and CAPITALS ", " Spaces and CAPITALS ", " pass word "),
                Arguments.of("ünï-ćødé 数据库 🐘", "пользователь 🐘", "пароль 密码 🐘"),
                Arguments.of("n".repeat(49), "u".repeat(63), "p".repeat(900)),
                Arguments.of("€".repeat(16) + "x", "€".repeat(21), "€".repeat(50)),
                Arguments.of("select", "user", "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void areServedFollowedAndRemoved(String database, String login, String password) throws SQLException {
        // the other administrator's turn has left a database of that name
        try (Sql root = target.root("postgres")) {
            root.run("DROP DATABASE IF EXISTS " + Quote.identifier(database));
            for (String role : root.rows("SELECT quote_ident(rolname) FROM pg_roles WHERE starts_with(rolname, "
                    + Quote.literal("charmed_" + database + "_") + ")")) {
                root.run("DROP ROLE " + role);
            }
        }
        try (Provider provider = new Provider(target)) {
            Holder.Relation relation = Provider.newRelation();
            Request request = new Request(relation, database, Optional.of(login), List.of("createdb", "charmed_read"));
            Login served = provider.serve(request, new Password(password));
            assertThat(served.name()).isEqualTo(login);
            try (Sql client = provider.connect(served)) {
                assertThat(client.value("SELECT session_user")).isEqualTo(login);
                assertThat(client.value("SELECT current_user")).isEqualTo("charmed_" + database + "_owner");
                assertThat(client.value("SELECT current_database()")).isEqualTo(database);
                client.run("CREATE TABLE t (n) AS SELECT 7", "CREATE SCHEMA s");
                client.run("GRANT ALL ON SCHEMA s TO " + Quote.identifier(login), "SET ROLE NONE");
                client.run("CREATE TABLE s.own (n int)");
            }
            provider.follow(served, new Request(relation, database, Optional.of(login), List.of("charmed_read")));
            try (Sql client = provider.connect(served)) {
                assertThat(client.value("SELECT n FROM t")).isEqualTo("7");
                client.forbids("INSERT INTO t VALUES (8)");
            }
            provider.remove(served);
            assertThat(provider.role(served)).isEmpty();
        }
    }
}
