package pgcharm.postgres;

import static pgcharm.postgres.Quote.identifier;
import static pgcharm.postgres.Quote.literal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pgcharm.access.Attribute;
import pgcharm.access.DataRole;
import pgcharm.access.DatabaseObject;
import pgcharm.access.DatabaseRoles;
import pgcharm.access.Extension;
import pgcharm.access.Mark;
import pgcharm.access.Step;

/// The SQL of each step, and where and how it has to be run.
///
/// @param database that the statements must be run in; empty for any
/// @param mode whether neighbours may share its transaction
record StepSql(Optional<String> database, Mode mode, List<String> statements) {
    enum Mode {
        /// Together with the steps before and after it.
        JOINED,
        /// Together with the steps before it, and nothing after it before that is committed.
        LAST,
        /// Outside any transaction.
        ALONE
    }

    /// @param verifier SCRAM verifier of the password that the plan is applied with; asked for only where it is needed
    static StepSql of(Step step, Supplier<String> verifier) {
        return switch (step) {
            case Step.CreateGroup(String role, boolean inherit, Mark mark) ->
                joined(
                        "CREATE ROLE " + identifier(role) + " NOLOGIN " + (inherit ? "INHERIT" : "NOINHERIT"),
                        comment(role, mark));
            case Step.CreateLogin(String login, Mark mark) ->
                joined(
                        "CREATE ROLE " + identifier(login) + " LOGIN INHERIT PASSWORD " + literal(verifier.get()),
                        comment(login, mark));
            case Step.SetPassword(String login) ->
                joined("ALTER ROLE " + identifier(login) + " LOGIN PASSWORD " + literal(verifier.get()));
            case Step.SetMark(String role, Mark mark) -> joined(comment(role, mark));
            case Step.SetAttribute(String role, Attribute attribute, boolean granted) ->
                joined("ALTER ROLE " + identifier(role) + " " + (granted ? "" : "NO") + attribute.name());
            case Step.Grant(String role, String member) ->
                joined("GRANT " + identifier(role) + " TO " + identifier(member));
            case Step.Revoke(String role, String member) ->
                joined("REVOKE " + identifier(role) + " FROM " + identifier(member));
            case Step.ActAs(String login, Optional<String> database, String role) ->
                joined("ALTER ROLE " + identifier(login) + in(database) + " SET role = " + literal(role));
            case Step.ActAsItself(String login, Optional<String> database) ->
                joined("ALTER ROLE " + identifier(login) + in(database) + " RESET role");
            case Step.CreateDatabase(String database, String owner) ->
                new StepSql(
                        Optional.empty(),
                        Mode.ALONE,
                        List.of("CREATE DATABASE " + identifier(database) + " OWNER " + identifier(owner)
                                + " TEMPLATE template0"));
            case Step.AdoptDatabase(String database, String owner) -> DatabaseSql.adopt(database, owner);
            case Step.PrepareDatabase(String database) -> DatabaseSql.prepare(new DatabaseRoles(database));
            case Step.OpenTo(String database, DataRole role) -> DatabaseSql.openTo(new DatabaseRoles(database), role);
            case Step.CreateExtension(String database, Extension extension) ->
                new StepSql(
                        Optional.of(database),
                        Mode.JOINED,
                        List.of("CREATE EXTENSION IF NOT EXISTS " + identifier(extension.name())
                                + extension
                                        .schema()
                                        .map(name -> " SCHEMA " + identifier(name))
                                        .orElse("")
                                + " CASCADE"));
            case Step.GrantConnect(String database, String role) ->
                joined("GRANT CONNECT ON DATABASE " + identifier(database) + " TO " + identifier(role));
            case Step.GrantPrivileges(String database, DatabaseObject object, List<String> privileges, String role) ->
                PrivilegeSql.grant(database, object, privileges, role);
            case Step.RevokePrivileges(String database, DatabaseObject object, List<String> privileges, String role) ->
                PrivilegeSql.revoke(database, object, privileges, role);
            case Step.ForbidLogin(String login) ->
                new StepSql(Optional.empty(), Mode.LAST, List.of("ALTER ROLE " + identifier(login) + " NOLOGIN"));
            case Step.EndSessions(String login) ->
                new StepSql(
                        Optional.empty(),
                        Mode.ALONE,
                        // all are told to end before any is waited for, 3 s for all together
                        List.of(
                                "SELECT pg_terminate_backend(pid)" + sessions(login),
                                "SELECT pg_terminate_backend(pid, greatest(1, 3000 - (1000 * extract(epoch FROM"
                                        + " clock_timestamp() - statement_timestamp()))::int))" + sessions(login)));
            case Step.ReleaseObjects(String login, String database, String heir) ->
                new StepSql(
                        Optional.of(database),
                        Mode.JOINED,
                        List.of(
                                "REASSIGN OWNED BY " + identifier(login) + " TO " + identifier(heir),
                                "DROP OWNED BY " + identifier(login)));
            case Step.DropLogin(String login) -> joined("DROP ROLE IF EXISTS " + identifier(login));
        };
    }

    private static String sessions(String login) {
        return " FROM pg_stat_activity WHERE usename = " + literal(login);
    }

    private static StepSql joined(String... statements) {
        return new StepSql(Optional.empty(), Mode.JOINED, List.of(statements));
    }

    private static String comment(String role, Mark mark) {
        return "COMMENT ON ROLE " + identifier(role) + " IS " + literal(Marks.text(mark));
    }

    private static String in(Optional<String> database) {
        return database.map(name -> " IN DATABASE " + identifier(name)).orElse("");
    }
}
