package pgcharm.scenarios;

import static pgcharm.scenarios.HostileRequest.SERVED;
import static pgcharm.scenarios.HostileTexts.MEGABYTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pgcharm.scenarios.HostileRequest.Action;
import pgcharm.scenarios.HostileRequest.Listed;

/// Every hostile text in every place that a client or an operator can write to, and what is odd in one place only.
///
/// @param database of the server where what is not about databases takes place
/// @param foreign a database and a role that are somebody else's
record HostileTable(String database, String foreign) {
    private static final int MALFORMED = 4001;
    private static final int UNSUPPORTED = 4002;
    private static final int BAD_DATABASE = 4003;
    private static final int FOREIGN = 4004;
    private static final int BAD_ROLE = 4005;
    private static final int TAKEN = 4007;
    private static final int NO_SECRET = 4008;
    private static final int SERVER_REFUSED = 4012;
    private static final int NO_EXTENSION = 4013;

    List<HostileRequest> rows() {
        return Stream.of(texts(), names(), roles(), fields(), secrets(), lists(), legacy(), actions())
                .flatMap(List::stream)
                .toList();
    }

    private List<HostileRequest> texts() {
        List<HostileRequest> rows = new ArrayList<>();
        for (HostileTexts.Text text : HostileTexts.all()) {
            String it = text.text();
            Map<String, Object> plain = Map.of("resource", database);
            rows.add(new HostileRequest(
                    "database: " + text, new Listed(Map.of("resource", it), Map.of()), text.database(), it, ""));
            rows.add(new HostileRequest(
                    "username: " + text, new Listed(plain, Map.of("entity-name", it)), text.username(), database, it));
            String login = "login of " + text;
            // a password of its own, so that it can be searched for
            Map<String, String> secret = Map.of("entity-name", login, "password", "pw " + it);
            rows.add(new HostileRequest(
                    "password: " + text, new Listed(plain, secret), text.password(), database, login));
        }
        return rows;
    }

    private List<HostileRequest> names() {
        return List.of(
                /* { name, database, code, where the login ends up } */
                named("many lines", "\n".repeat(1 << 16), BAD_DATABASE, ""),
                named("somebody else's database", foreign, FOREIGN, ""),
                named("prefix of everything", "*", BAD_DATABASE, ""),
                named("short prefix", "'*", BAD_DATABASE, ""),
                named("prefix of a prefix", "**", BAD_DATABASE, ""));
    }

    private static HostileRequest named(String name, String wanted, int code, String database) {
        return new HostileRequest(name, new Listed(Map.of("resource", wanted), Map.of()), code, database, "");
    }

    private List<HostileRequest> roles() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String refused : List.of(
                "superuser",
                "CreateRole,charmed_read",
                "pg_monitor",
                "pg_write_all_data, charmed_read",
                "postgres",
                foreign,
                "charmed_databases_owner",
                "charmed_" + foreign + "_owner",
                "relation_access",
                "charmed_read charmed_dml",
                "charmed_read; DROP ROLE postgres",
                "charmed_read\0",
                "\uff43\uff48\uff41\uff52\uff4d\uff45\uff44_read",
                "']) \"",
                "a,".repeat(1 << 15))) {
            rows.add(role(refused, BAD_ROLE));
        }
        for (String given : List.of(",,,", " , ", "CHARMED_ADMIN", "admin,admin,\nADMIN\t", "CreateDB")) {
            rows.add(role(given, SERVED));
        }
        return rows;
    }

    private HostileRequest role(String roles, int code) {
        return new HostileRequest(
                "roles: " + start(roles),
                new Listed(Map.of("resource", database, "extra-user-roles", roles), Map.of()),
                code,
                database,
                "");
    }

    /// What clients of version v0 write.
    private List<HostileRequest> fields() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String malformed : List.of("null", "[null]", "[\"\\ud800\"]", "[".repeat(100_000), "\ufeff[]")) {
            rows.add(databag(
                    "requested-secrets: " + start(malformed),
                    Map.of("database", database, "requested-secrets", malformed),
                    MALFORMED));
        }
        for (String version : List.of("v1\n", "__proto__", MEGABYTE)) {
            rows.add(databag(
                    "version: " + start(version), Map.of("database", database, "version", version), UNSUPPORTED));
        }
        rows.add(databag(
                "junk beside the name",
                Map.of(
                        "database", database,
                        "requested-secrets", "[\"x\",\"x\",\"__proto__\"]",
                        "external-node-connectivity", "{",
                        "data", "{\"x\":",
                        "__proto__", "x",
                        "a b'\"\\", "\0"),
                SERVED));
        rows.add(databag("many controls", Map.of("database", database, "x", "\u0001".repeat(1 << 17)), SERVED));
        rows.add(databag("megabyte of a name", Map.of("database", MEGABYTE), BAD_DATABASE));
        rows.add(HostileRequest.databag("sql as a prefix", Map.of("database", "'; --%_*"), SERVED, "postgres"));
        return rows;
    }

    private List<HostileRequest> secrets() {
        return Stream.of(
                        "secret:",
                        "nonsense",
                        "--help",
                        "-r",
                        "secret:../../x",
                        "secret://a/b/c",
                        "secret:" + "a".repeat(140_000),
                        "secret:ck000001081g8180000g",
                        "secret:CK000001081G8180000G ",
                        "file:///etc/passwd",
                        "\0",
                        "{\"a\": 1}")
                .map(uri -> new HostileRequest(
                        "secret: " + start(uri),
                        new Listed(Map.of("resource", database, "secret-requested-entity", uri), Map.of()),
                        NO_SECRET,
                        database,
                        ""))
                .toList();
    }

    /// Lists of requests that are odd as a whole.
    private List<HostileRequest> lists() {
        return Stream.of(
                        "null",
                        "[{}]",
                        "[".repeat(100_000),
                        "[" + "{},".repeat(1 << 18) + "{}]",
                        "[{\"request-id\": \"../../etc\", \"resource\": \"x\"}]",
                        "[{\"request-id\": \"aaaaaaaa'; --\", \"resource\": \"x\"}]",
                        "[{\"request-id\": \"aaaaaaaa\", \"resource\": [\"x\"]}]",
                        "[{\"request-id\": \"aaaaaaaa\", \"resource\": \"x\", \"salt\": \"\\udc00\"}]",
                        "[{\"request-id\": \"aaaaaaaa\", \"resource\": \"x\", \"n\": " + "9".repeat(5000) + "}]")
                .map(malformed -> databag(
                        "requests: " + start(malformed), Map.of("version", "v1", "requests", malformed), MALFORMED))
                .toList();
    }

    private List<HostileRequest> legacy() {
        List<HostileRequest> rows = new ArrayList<>();
        String odd = "o'b\"r`ck '' \"\" \\";
        rows.add(HostileRequest.legacy("db: odd", "db", Map.of("database", odd), SERVED, odd));
        rows.add(HostileRequest.legacy("db-admin: odd", "db-admin", Map.of("database", odd), SERVED, odd));
        rows.add(HostileRequest.legacy("db: newline", "db", Map.of("database", "a\nb =' "), SERVED, "a\nb =' "));
        rows.add(legacy("db: nul", Map.of("database", "a\0b"), BAD_DATABASE));
        rows.add(legacy("db: roles", Map.of("database", database, "roles", "'; --"), UNSUPPORTED));
        rows.add(legacy("sql as an extension", Map.of("database", database, "extensions", "x\"; --"), NO_EXTENSION));
        rows.add(legacy("no such schema", Map.of("database", database, "extensions", "citext:no\"'"), SERVER_REFUSED));
        rows.add(legacy("nul as a schema", Map.of("database", database, "extensions", "citext:a\0"), NO_EXTENSION));
        return rows;
    }

    private HostileRequest legacy(String name, Map<String, String> databag, int code) {
        return HostileRequest.legacy(name, "db", databag, code, database);
    }

    private static String start(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }

    private List<HostileRequest> actions() {
        return List.of(
                action("quotes", Map.of("database", "act'\"; --", "username", "act'\"; --"), SERVED),
                action("uri", Map.of("database", "act%@:/#?", "username", "act%@:/#?"), SERVED),
                action("newline", Map.of("database", database, "username", "act\nline=x"), SERVED),
                action("equals", Map.of("database", database, "username", "act=x.y"), SERVED),
                action("right to left", Map.of("database", database, "username", "act\u202e مرحبا"), SERVED),
                action("63 bytes", Map.of("database", "é".repeat(24) + "a", "username", "é".repeat(31) + "a"), SERVED),
                action("50 bytes", Map.of("database", "é".repeat(25)), BAD_DATABASE),
                action("nul as a database", Map.of("database", "a\0b"), BAD_DATABASE),
                action("nul as a name", Map.of("database", database, "username", "a\0b"), 4006),
                action("megabyte", Map.of("database", MEGABYTE, "username", MEGABYTE), BAD_DATABASE),
                action("megabyte of a name", Map.of("database", database, "username", MEGABYTE), 4006),
                action("administrator", Map.of("database", database, "username", "postgres"), 4006),
                action("somebody else", Map.of("database", database, "username", foreign), TAKEN),
                action("system role", Map.of("database", database, "username", "pg_monitor"), 4006),
                action("empty", Map.of("database", "", "username", ""), BAD_DATABASE),
                action("option", Map.of("database", "--format", "username", "--all"), SERVED),
                action("roles", Map.of("database", database, "extra-user-roles", "'; --\0\n"), BAD_ROLE));
    }

    private static HostileRequest action(String name, Map<String, Object> parameters, int code) {
        return new HostileRequest(
                "action: " + name,
                new Action(parameters),
                code,
                String.valueOf(parameters.get("database")),
                String.valueOf(parameters.getOrDefault("username", "")));
    }

    private HostileRequest databag(String name, Map<String, String> databag, int code) {
        return HostileRequest.databag(name, databag, code, database);
    }
}
