package pgcharm.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.Driver;

final class FormatTest {
    private static final String ODD = "a'b\"c\\d:e@f/g?h#i%j&k=l+m n$o`p;é";
    private static final Map<String, String> PLAIN =
            Map.of("endpoints", "db:5432", "database", "shop", "username", "me", "password", "secret", "tls", "False");
    private static final Map<String, String> ODD_NAMES =
            Map.of("endpoints", "db:5432", "database", ODD, "username", ODD, "password", ODD);

    static Stream<Arguments> texts() {
        Map<String, String> several = and(and(PLAIN, "endpoints", "one:5432, [fd00::2]:5433"), "tls", "True");
        return Stream.of(
                /* { format, fields, text } */
                Arguments.of(Format.ENV, PLAIN, """
                        export PGHOST='db'
                        export PGPORT='5432'
                        export PGDATABASE='shop'
                        export PGUSER='me'
                        export PGPASSWORD='secret'"""),
                Arguments.of(Format.ENV, several, """
                        export PGHOST='one,fd00::2'
                        export PGPORT='5432,5433'
                        export PGDATABASE='shop'
                        export PGUSER='me'
                        export PGPASSWORD='secret'
                        export PGSSLMODE='require'
                        export PGTARGETSESSIONATTRS='read-write'"""),
                Arguments.of(Format.PGPASS, PLAIN, "db:5432:shop:me:secret"),
                Arguments.of(Format.PGPASS, several, """
                        one:5432:shop:me:secret
                        fd00\\:\\:2:5433:shop:me:secret"""),
                Arguments.of(Format.PGPASS, and(PLAIN, "password", "a:b\\c"), "db:5432:shop:me:a\\:b\\\\c"),
                Arguments.of(Format.JDBC, PLAIN, "jdbc:postgresql://db:5432/shop?user=me&password=secret"),
                Arguments.of(
                        Format.JDBC,
                        several,
                        "jdbc:postgresql://one:5432,[fd00::2]:5433/shop?user=me&password=secret&sslmode=require"
                                + "&targetServerType=primary"),
                Arguments.of(Format.URI, PLAIN, "postgresql://me:secret@db:5432/shop"),
                Arguments.of(
                        Format.URI,
                        several,
                        "postgresql://me:secret@one:5432,[fd00::2]:5433/shop?sslmode=require"
                                + "&target_session_attrs=read-write"),
                Arguments.of(
                        Format.JSON,
                        Map.of("username", "me", "password", "a\"b"),
                        "{\"password\":\"a\\\"b\",\"username\":\"me\"}"),
                Arguments.of(Format.URI, and(PLAIN, "endpoints", "db"), "postgresql://me:secret@db:5432/shop"),
                Arguments.of(
                        Format.URI,
                        and(and(PLAIN, "database", "sh*"), "prefix-databases", "ship,shop"),
                        "postgresql://me:secret@db:5432/ship"),
                Arguments.of(
                        Format.URI,
                        Map.of("endpoints", "db:1", "database", "d", "entity-name", "me", "entity-password", "secret"),
                        "postgresql://me:secret@db:1/d"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void rendersWhatProgramsRead(Format format, Map<String, String> fields, String text) {
        assertThat(format.render(fields)).isEqualTo(new Format.Rendering.Text(text));
    }

    @Test
    void givesTheShellEveryCharacter() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", text(Format.ENV, ODD_NAMES) + "\nprintf %s \"$PGPASSWORD\"")
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(printed).isEqualTo(ODD);
    }

    @Test
    void givesTheJdbcDriverEveryCharacter() {
        Properties properties = Driver.parseURL(text(Format.JDBC, ODD_NAMES), new Properties());

        assertThat(properties)
                .containsEntry("user", ODD)
                .containsEntry("password", ODD)
                .containsEntry("PGDBNAME", ODD);
    }

    @Test
    void doesNotBreakALineOfPgpass() {
        assertThat(Format.PGPASS.render(and(PLAIN, "password", "two\nlines")))
                .isInstanceOf(Format.Rendering.Impossible.class);
        assertThat(text(Format.URI, and(PLAIN, "password", "two\nlines"))).contains("two%0Alines");
    }

    @ParameterizedTest
    @EnumSource(names = {"ENV", "PGPASS", "JDBC", "URI"})
    void saysWhatIsMissing(Format format) {
        Map<String, String> group = Map.of("endpoints", "db:5432", "database", "shop", "entity-name", "readers");

        assertThat(format.render(group))
                .isEqualTo(new Format.Rendering.Impossible(
                        "there is no login in these credentials: run get-credentials without format"));
        assertThat(format.render(and(PLAIN, "endpoints", "")))
                .isEqualTo(new Format.Rendering.Impossible(
                        "the provider has not published endpoints yet: run get-credentials again later"));
        assertThat(format.render(and(PLAIN, "database", "sh*")))
                .isEqualTo(new Format.Rendering.Impossible(
                        "no database has a name with this prefix yet: run get-credentials again later"));
    }

    private static String text(Format format, Map<String, String> fields) {
        return format.render(fields) instanceof Format.Rendering.Text(String text) ? text : "";
    }

    private static Map<String, String> and(Map<String, String> map, String key, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
