package pgcharm.postgres;

import static pgcharm.postgres.Quote.identifier;
import static pgcharm.postgres.Quote.literal;

import java.util.List;
import java.util.Optional;
import pgcharm.access.DataRole;
import pgcharm.access.DatabaseRoles;

/// What is done inside a database. CONNECT is granted last: who has it has everything else too.
final class DatabaseSql {
    private DatabaseSql() {}

    /// Schema `public` goes to the owner role where the administrator may give it away: on 14 only a superuser may, and
    /// a schema that somebody dropped stays dropped.
    static StepSql prepare(DatabaseRoles roles) {
        String database = identifier(roles.database());
        String owner = identifier(roles.owner());
        String givePublic = """
                BEGIN
                  IF EXISTS (SELECT FROM pg_namespace
                             WHERE nspname = 'public' AND pg_has_role(nspowner, 'USAGE')) THEN
                    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                    ALTER SCHEMA public OWNER TO %s;
                  END IF;
                END
                """.formatted(owner);
        return in(
                roles.database(),
                "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC",
                "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE " + database + " TO " + owner,
                "DO " + literal(givePublic),
                "GRANT CONNECT ON DATABASE " + database + " TO " + identifier(roles.admin()));
    }

    static StepSql openTo(DatabaseRoles roles, DataRole role) {
        String database = identifier(roles.database());
        String connect = "GRANT CONNECT ON DATABASE " + database + " TO " + identifier(roles.name(role));
        return switch (role) {
            case STATS -> in(roles.database(), connect);
            case READ -> rows(roles, role, "SELECT", "SELECT", connect);
            case DML -> rows(roles, role, "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT, UPDATE", connect);
        };
    }

    private static StepSql rows(
            DatabaseRoles roles, DataRole role, String onTables, String onSequences, String connect) {
        String owner = identifier(roles.owner());
        String grantee = identifier(roles.name(role));
        String defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " GRANT ";
        String present = """
                DECLARE statement text;
                BEGIN
                  FOR statement IN
                    SELECT format('GRANT USAGE ON SCHEMA %%s TO %%s', n.oid::regnamespace, %3$s)
                    FROM pg_namespace n WHERE n.nspowner = %1$s::regrole
                    UNION ALL
                    SELECT format('GRANT %4$s ON TABLE %%s TO %%s', c.oid::regclass, %3$s)
                    FROM pg_class c WHERE c.relowner = %1$s::regrole AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    UNION ALL
                    SELECT format('GRANT %5$s ON SEQUENCE %%s TO %%s', c.oid::regclass, %3$s)
                    FROM pg_class c WHERE c.relowner = %1$s::regrole AND c.relkind = 'S'
                    UNION ALL
                    SELECT format('GRANT EXECUTE ON ROUTINE %%s TO %%s', p.oid::regprocedure, %3$s)
                    FROM pg_proc p WHERE %2$s AND p.proowner = %1$s::regrole
                  LOOP
                    EXECUTE statement;
                  END LOOP;
                END
                """.formatted(literal(owner), role == DataRole.DML, literal(grantee), onTables, onSequences);
        String functions = defaults + "EXECUTE ON ROUTINES TO " + grantee;
        return in(
                roles.database(),
                defaults + onTables + " ON TABLES TO " + grantee,
                defaults + onSequences + " ON SEQUENCES TO " + grantee,
                defaults + "USAGE ON SCHEMAS TO " + grantee,
                role == DataRole.DML ? functions : "SELECT",
                "DO " + literal(present),
                connect);
    }

    /// Everything that is neither the system's nor an extension's gets the owner role as its owner. Sequences of
    /// columns
    /// and row types follow their tables.
    static StepSql adopt(String database, String databasesOwner) {
        String owner = literal(identifier(new DatabaseRoles(database).owner()));
        String takeOver = """
                DECLARE statement text;
                BEGIN
                  FOR statement IN
                    WITH own AS (
                      SELECT n.oid FROM pg_namespace n
                      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'),
                    extensions AS (
                      SELECT d.classid, d.objid FROM pg_depend d WHERE d.deptype = 'e')
                    SELECT format('ALTER SCHEMA %%s OWNER TO %%s', n.oid::regnamespace, %1$s) FROM pg_namespace n
                    WHERE n.oid IN (SELECT oid FROM own)
                      AND ('pg_namespace'::regclass, n.oid) NOT IN (SELECT classid, objid FROM extensions)
                    UNION ALL
                    SELECT format('ALTER %%s %%s OWNER TO %%s',
                             CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
                               WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
                               WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, c.oid::regclass, %1$s)
                    FROM pg_class c
                    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relnamespace IN (SELECT oid FROM own)
                      AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM extensions)
                      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                                      AND d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i')
                                      AND d.refclassid = 'pg_class'::regclass)
                    UNION ALL
                    SELECT format('ALTER ROUTINE %%s OWNER TO %%s', p.oid::regprocedure, %1$s) FROM pg_proc p
                    WHERE p.pronamespace IN (SELECT oid FROM own)
                      AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM extensions)
                    UNION ALL
                    SELECT format('ALTER TYPE %%s OWNER TO %%s', t.oid::regtype, %1$s) FROM pg_type t
                    WHERE t.typtype IN ('d', 'e', 'r') AND t.typnamespace IN (SELECT oid FROM own)
                      AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM extensions)
                    UNION ALL
                    SELECT format('ALTER LARGE OBJECT %%s OWNER TO %%s', l.oid, %1$s) FROM pg_largeobject_metadata l
                  LOOP
                    EXECUTE statement;
                  END LOOP;
                END
                """.formatted(owner);
        return in(
                database,
                "ALTER DATABASE " + identifier(database) + " OWNER TO " + identifier(databasesOwner),
                "DO " + literal(takeOver));
    }

    private static StepSql in(String database, String... statements) {
        return new StepSql(Optional.of(database), StepSql.Mode.JOINED, List.of(statements));
    }
}
