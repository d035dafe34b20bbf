package pgcharm.scenarios;

import static pgcharm.scenarios.HostileRequest.SERVED;

import java.util.List;

/// Texts that break what pastes them together, and what each of them has to be as a name or password.
final class HostileTexts {
    static final String MEGABYTE = "x".repeat(1 << 20);

    private static final int BAD_DATABASE = 4003;
    private static final int BAD_USERNAME = 4006;
    private static final int BAD_SECRET = 4009;

    private HostileTexts() {}

    /// @param database code of the refusal as a database's name; 0 where it has to work
    /// @param username the same as a wanted user name
    /// @param password the same as a wanted password
    record Text(String name, String text, int database, int username, int password) {
        /// Works as anything.
        static Text of(String name, String text) {
            return new Text(name, text, SERVED, SERVED, SERVED);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Text> all() {
        return List.of(
                Text.of("quotes", "o'b\"r`ck '' \"\""),
                Text.of("sql in a literal", "x'; DROP ROLE postgres; --"),
                Text.of("sql in an identifier", "x\"; ALTER ROLE postgres PASSWORD 'x'; --"),
                Text.of("superuser in a password", "x' SUPERUSER --"),
                Text.of("comment", "-- /* x"),
                Text.of("end of comment", "*/ ; --"),
                Text.of("backslashes", "a\\b\\\\c\\'"),
                Text.of("backslash at the end", "x\\"),
                Text.of("braces", "{0} {d '1'} ${x} #{y} {"),
                Text.of("format", "%s %n %1$s %I %L"),
                Text.of("percent encoding", "100%25 %2F%00 +"),
                Text.of("uri", "a@b:c/d?e=f#g&h=i+j"),
                Text.of("libpq", "x' host=evil user=postgres"),
                Text.of("jdbc", "x?user=postgres&options=-c"),
                Text.of("dollars", "$$ $tag$ $1 ${} $$;"),
                Text.of("newlines", "a\nb\r\n\tc"),
                Text.of("terminal", "\u001b[2J\u0007\b"),
                Text.of("c1 controls", "a\u0085b\u009b"),
                Text.of("written escape of nul", "a\\u0000b"),
                Text.of("written escape of a surrogate", "\\ud800"),
                Text.of("latin", "ünï-ćødé"),
                Text.of("cjk", "数据库 データ"),
                Text.of("emoji", "🐘🐘 👩‍🔬"),
                Text.of("right to left", "مرحبا \u202eolleh"),
                Text.of("invisible", "a\u200bb\ufeffc\u00ad"),
                Text.of("only a soft hyphen", "\u00ad"),
                Text.of("composed", "\u00e9"),
                Text.of("decomposed", "e\u0301"),
                Text.of("no-break space", "\u00a0x\u3000"),
                Text.of("not a character", "a\ufffe\uffff"),
                Text.of("a space", " "),
                Text.of("spaces around", "  lead and trail  "),
                Text.of("path", "../../etc/passwd"),
                Text.of("shell", "$(touch /tmp/x) `id` ; rm -rf | &"),
                Text.of("option", "--help"),
                Text.of("yaml", "- [*x, &y]: !!int 'z"),
                Text.of("json", "{\"a\": [1, null]}"),
                Text.of("mark", "\",\"kind\":\"login\",\"relation\":\"database:1\"}"),
                Text.of("key=value", "role=postgres"),
                Text.of("host rule all", "all"),
                Text.of("host rule group", "+postgres"),
                Text.of("host rule file", "@passwords"),
                Text.of("host rule user", "sameuser"),
                Text.of("prototype", "__proto__"),
                Text.of("null as text", "null"),
                Text.of("true as text", "true"),
                Text.of("number as text", "-1e9"),
                Text.of("capitals", "Postgres2"),
                Text.of("keyword", "select"),
                Text.of("49 bytes", "é".repeat(24) + "x"),
                new Text("50 bytes", "é".repeat(25), BAD_DATABASE, SERVED, SERVED),
                new Text("63 bytes", "🐘".repeat(15) + "xyz", BAD_DATABASE, SERVED, SERVED),
                new Text("64 bytes", "🐘".repeat(16), BAD_DATABASE, BAD_USERNAME, SERVED),
                new Text("cut inside a character", "x".repeat(79) + "🐘", BAD_DATABASE, BAD_USERNAME, SERVED),
                new Text("nul", "a\0b", BAD_DATABASE, BAD_USERNAME, BAD_SECRET),
                new Text("nul alone", "\0", BAD_DATABASE, BAD_USERNAME, BAD_SECRET),
                new Text("1024 bytes", "p\"%".repeat(340) + "p", BAD_DATABASE, BAD_USERNAME, SERVED),
                new Text("1025 bytes", "é".repeat(512) + "p", BAD_DATABASE, BAD_USERNAME, BAD_SECRET),
                new Text("template", "template1", BAD_DATABASE, SERVED, SERVED),
                new Text("the operator's database", "postgres", BAD_DATABASE, BAD_USERNAME, SERVED),
                new Text("the word of all databases", "databases", BAD_DATABASE, SERVED, SERVED),
                new Text("everybody", "public", SERVED, BAD_USERNAME, SERVED),
                new Text("nobody", "NONE", SERVED, BAD_USERNAME, SERVED),
                new Text("system role", "pg_read_server_files", SERVED, BAD_USERNAME, SERVED),
                new Text("system user", "replication", SERVED, BAD_USERNAME, SERVED),
                new Text("another's login", "relation_id_1", SERVED, BAD_USERNAME, SERVED),
                new Text("server-wide role", "charmed_admin", SERVED, BAD_USERNAME, SERVED),
                new Text("what host rules name", "Relation_Access", SERVED, BAD_USERNAME, SERVED),
                new Text("scram verifier", "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA", SERVED, SERVED, SERVED),
                new Text("md5 hash", "md5" + "0".repeat(32), SERVED, SERVED, SERVED));
    }
}
