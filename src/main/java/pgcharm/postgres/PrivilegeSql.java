package pgcharm.postgres;

import static pgcharm.postgres.Quote.identifier;
import static pgcharm.postgres.Quote.literal;

import java.util.List;
import java.util.Optional;
import pgcharm.access.DatabaseObject;
import pgcharm.access.DatabaseRoles;

/// GRANT and REVOKE on objects of clients, which may be gone, or somebody else's, by the time they are run.
final class PrivilegeSql {
    private PrivilegeSql() {}

    static StepSql grant(String database, DatabaseObject object, List<String> privileges, String role) {
        return ifOwned(
                database,
                object,
                "GRANT " + String.join(", ", privileges) + " ON " + target(object) + " TO " + identifier(role));
    }

    static StepSql revoke(String database, DatabaseObject object, List<String> privileges, String role) {
        return ifOwned(
                database,
                object,
                "REVOKE " + String.join(", ", privileges) + " ON " + target(object) + " FROM " + identifier(role));
    }

    private static StepSql ifOwned(String database, DatabaseObject object, String statement) {
        String owner = " = " + literal(new DatabaseRoles(database).owner());
        String sql = switch (object.kind()) {
            case DATABASE -> statement;
            case SCHEMA ->
                guarded(
                        "pg_namespace WHERE nspname = " + literal(object.name()) + " AND pg_get_userbyid(nspowner)"
                                + owner,
                        statement);
            case TABLE, SEQUENCE ->
                guarded(
                        "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
                                + literal(object.schema()) + " AND c.relname = " + literal(object.name())
                                + " AND pg_get_userbyid(c.relowner)" + owner + " AND c.relkind IN ("
                                + (object.kind() == DatabaseObject.Kind.SEQUENCE ? "'S'" : "'r', 'p', 'v', 'm', 'f'")
                                + ")",
                        statement);
        };
        return new StepSql(Optional.of(database), StepSql.Mode.JOINED, List.of(sql));
    }

    private static String guarded(String object, String statement) {
        return "DO " + literal("BEGIN IF EXISTS (SELECT FROM " + object + ") THEN " + statement + "; END IF; END");
    }

    private static String target(DatabaseObject object) {
        return object.kind().name() + " " + (object.schema().isEmpty() ? "" : identifier(object.schema()) + ".")
                + identifier(object.name());
    }
}
