package pgcharm.access;

import static pgcharm.access.Refusal.Reason.INVALID_DATABASE_NAME;
import static pgcharm.access.Refusal.Reason.INVALID_USERNAME;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names of databases and logins can be had, and the names that the charm makes.
public final class Names {
    /// Every login is a member: what host rules of a server can name.
    public static final String RELATION_ACCESS = "relation_access";
    /// Owns every database that the charm makes.
    public static final String DATABASES_OWNER = "charmed_databases_owner";
    /// Server-wide: may act as the owner of every database of the charm.
    public static final String ADMIN = "charmed_admin";

    /// Length that leaves room for `charmed_…_owner` in PostgreSQL's 63 bytes.
    private static final int DATABASE_BYTES = 49;

    private static final int PREFIX_CHARACTERS = 3;
    private static final int IDENTIFIER_BYTES = 63;
    private static final List<String> RESERVED_DATABASES = List.of("postgres", "template0", "template1", "databases");
    private static final Set<String> RESERVED_LOGINS = Set.of(
            "postgres", "public", "none", "operator", "replication", "rewind", "monitoring", "backup", "patroni");
    private static final Pattern RESERVED_PATTERN =
            Pattern.compile("(charmed_|relation_|relation-|pgbouncer_|pg_).*|.*_access", Pattern.DOTALL);

    private Names() {}

    static Optional<Refusal> objectionToDatabase(String database) {
        if (!fits(database, DATABASE_BYTES)) {
            return Optional.of(new Refusal(
                    INVALID_DATABASE_NAME,
                    "invalid database name " + quoted(database),
                    "ask for a name of 1 to " + DATABASE_BYTES + " bytes"));
        }
        if (RESERVED_DATABASES.contains(database)) {
            return Optional.of(new Refusal(
                    INVALID_DATABASE_NAME,
                    "database name " + quoted(database) + " is reserved",
                    "ask for a name other than " + String.join(", ", RESERVED_DATABASES)));
        }
        return Optional.empty();
    }

    static Optional<Refusal> objectionToPrefix(String prefix) {
        if (prefix.codePointCount(0, prefix.length()) < PREFIX_CHARACTERS) {
            return Optional.of(new Refusal(
                    INVALID_DATABASE_NAME,
                    "prefix too short: " + quoted(prefix + "*"),
                    "ask with at least " + PREFIX_CHARACTERS + " characters before the *"));
        }
        return objectionToDatabase(prefix);
    }

    static Optional<Refusal> objectionToLogin(String login, Admin admin) {
        if (!isIdentifier(login)) {
            return Optional.of(new Refusal(
                    INVALID_USERNAME,
                    "invalid user name " + quoted(login),
                    "ask for a name of 1 to " + IDENTIFIER_BYTES + " bytes"));
        }
        String lower = login.toLowerCase(Locale.ROOT);
        if (RESERVED_LOGINS.contains(lower)
                || RESERVED_PATTERN.matcher(lower).matches()
                || login.equals(admin.name())) {
            return Optional.of(new Refusal(
                    INVALID_USERNAME,
                    "user name " + quoted(login) + " is reserved",
                    "ask for a name that is no system user's and does not start with charmed_, relation_, relation-,"
                            + " pgbouncer_ or pg_ nor end with _access"));
        }
        return Optional.empty();
    }

    /// `relation_id_<number>`; on a server that other models may use, followed by the model.
    public static String loginFor(Holder.Relation relation, Realm realm, Policy policy) {
        String number = relation.id().substring(relation.id().lastIndexOf(':') + 1);
        String request = relation.request().isEmpty() ? "" : "_" + relation.request();
        return "relation_id_" + number + request.substring(0, Math.min(9, request.length()))
                + (policy.shared() ? "_" + realm.shortModel() : "");
    }

    /// Whether PostgreSQL can hold this as the name of a role or database; nothing on a server has any other name.
    public static boolean isIdentifier(String name) {
        return fits(name, IDENTIFIER_BYTES);
    }

    private static boolean fits(String name, int bytes) {
        return !name.isEmpty()
                && name.length() <= bytes
                && name.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && name.getBytes(StandardCharsets.UTF_8).length <= bytes;
    }

    /// A name in a message.
    public static String quoted(String name) {
        return '"' + shown(name, 80) + '"';
    }

    /// A client's text in a message: it must neither flood nor confuse a terminal.
    ///
    /// @param most characters that are shown
    public static String shown(String text, int most) {
        if (text.length() <= most) {
            return printable(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return printable(text.substring(0, end)) + "…";
    }

    /// One line, whatever the text.
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Cs}|\\p{Zl}|\\p{Zp}", "?");
    }
}
